// Package jobs runs what has to happen by itself: deliveries, reminders, the
// digest, the reconciliation of tickets. Any number of nodes share a database;
// one of them, elected, keeps the schedule, and every node works. River is the
// engine, and stays behind this package. What must happen once is made sure of by
// rows of the use cases, not by the engine.
package jobs

import (
	"context"
	"crypto/rand"
	"database/sql"
	"log/slog"
	"slices"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// Job is something that is done again and again, over all nodes together, by one
// at a time. It may be run twice: it keeps note itself of what it did.
type Job struct {
	Name  string        // at least two letters; stays the same over versions
	Every time.Duration // at least a second
	Run   func(ctx context.Context) error
}

// Task is something that is done when it is asked for, by Queue. It may be lost,
// where the node that took it dies, and it may be run twice: a Job looks after
// what was lost.
type Task struct {
	Name string // stays the same over versions
	Run  func(ctx context.Context, of string) error
}

// Engine runs jobs until it is stopped.
type Engine struct {
	client *river.Client[*sql.Tx]
}

// runTimeout ends a run that hangs.
const runTimeout = 30 * time.Minute

// leaseFor is how long a job is left alone of whose node nothing was heard: a
// node that is killed takes no job with it for longer.
var leaseFor = 15 * time.Second

// Start runs the jobs on this node, until Stop. It brings the engine's own tables
// up to date first.
func Start(ctx context.Context, s *store.Store, log *slog.Logger, jobs []Job, tasks ...Task) (*Engine, error) {
	driver := driverOf(s)
	migrator, err := rivermigrate.New(driver, &rivermigrate.Config{Logger: log})
	if err != nil {
		return nil, incident.Errorf(incident.Internal, "cannot prepare the job engine: %w", err)
	}
	err = s.Alone(ctx, func() error {
		_, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, nil)
		return err
	})
	if err != nil {
		return nil, incident.Tell(incident.Invalid, "cannot bring the tables of the job engine up to date: %w", "ジョブ用のテーブルを更新できません: %w", err)
	}
	workers := river.NewWorkers()
	river.AddWorker(workers, &worker{store: s, jobs: jobs, tasks: tasks, complaints: complaints{log: log}})
	client, err := river.NewClient(driver, &river.Config{
		Logger: log, Workers: workers, JobTimeout: runTimeout, PeriodicJobs: periodic(jobs),
		Queues: map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 4}}, FetchPollInterval: 500 * time.Millisecond,
	})
	if err != nil {
		return nil, incident.Errorf(incident.Internal, "cannot prepare the job engine: %w", err)
	}
	if err := client.Start(context.WithoutCancel(ctx)); err != nil {
		return nil, incident.Tell(incident.Unavailable, "cannot start the job engine: %w", "ジョブの実行を開始できません: %w", err)
	}
	return &Engine{client: client}, nil
}

// driverOf speaks the database's dialect. On PostgreSQL, too, the queue is polled:
// half a second is soon enough for reminders by the minute.
func driverOf(s *store.Store) riverdriver.Driver[*sql.Tx] {
	if s.Dialect() == store.PostgreSQL {
		return riverdatabasesql.New(s.DB())
	}
	return riversqlite.New(s.DB())
}

// Stop lets running jobs finish, until ctx ends; then they are cut off.
func (e *Engine) Stop(ctx context.Context) error {
	if err := e.client.Stop(ctx); err != nil {
		if err := e.client.StopAndCancel(context.WithoutCancel(ctx)); err != nil {
			return incident.Errorf(incident.Internal, "the job engine does not stop: %w", err)
		}
	}
	return nil
}

// Queue asks for a task, once the transaction is committed.
func (e *Engine) Queue(ctx context.Context, tx *store.Tx, task, of string) error {
	if _, err := e.client.InsertTx(ctx, tx.Tx, runArgs{Job: task, Of: of}, &river.InsertOpts{MaxAttempts: 1}); err != nil {
		return incident.Errorf(incident.Internal, "cannot queue the job %s: %w", task, err)
	}
	return nil
}

// runArgs is the one kind of job that the engine knows: the name says which.
type runArgs struct {
	Job string `json:"job"`
	Of  string `json:"of,omitempty"` // what a task is about
}

// Kind names it to the engine.
func (runArgs) Kind() string { return "pmtracker.run" }

// periodic lets each job come due once an interval over all nodes. That one is
// still under way is no reason not to: the engine would believe for an hour that a
// node works which was killed. The lease keeps two from working at once. The next
// time makes up for a run that failed, so it is not tried again.
func periodic(jobs []Job) []*river.PeriodicJob {
	var all []*river.PeriodicJob
	for _, j := range jobs {
		once := &river.InsertOpts{MaxAttempts: 1, UniqueOpts: river.UniqueOpts{ByArgs: true, ByPeriod: j.Every}}
		all = append(all, river.NewPeriodicJob(river.PeriodicInterval(j.Every), func() (river.JobArgs, *river.InsertOpts) {
			return runArgs{Job: j.Name}, once
		}, &river.PeriodicJobOpts{RunOnStart: true}))
	}
	return all
}

type worker struct {
	river.WorkerDefaults[runArgs]
	store *store.Store
	jobs  []Job
	tasks []Task
	complaints
}

// Work runs one job or task, and logs why it failed: the engine does not.
func (w *worker) Work(ctx context.Context, j *river.Job[runArgs]) error {
	err := w.work(ctx, j)
	w.tell(ctx, j.Args, err)
	return err
}

// work runs one job or task. One of a name that this version does not know is
// left to nobody: it was queued by another version.
func (w *worker) work(ctx context.Context, j *river.Job[runArgs]) error {
	if i := slices.IndexFunc(w.tasks, func(known Task) bool { return known.Name == j.Args.Job }); i >= 0 {
		return w.tasks[i].Run(ctx, j.Args.Of)
	}
	i := slices.IndexFunc(w.jobs, func(known Job) bool { return known.Name == j.Args.Job })
	if i < 0 {
		return nil
	}
	under, held, err := w.store.Hold(ctx, "job/"+j.Args.Job, rand.Text(), leaseFor)
	if err != nil || held == nil {
		return err
	}
	defer held.Close()
	return w.jobs[i].Run(under)
}
