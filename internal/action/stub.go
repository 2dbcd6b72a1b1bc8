package action

import "context"
import "github.com/pmtracker/pmtracker/internal/config"

func (j *Job) sync(context.Context) error                               { return nil }
func (j *Job) digest(context.Context) error                             { return nil }
func (j *Job) index(context.Context) error                              { return nil }
func (j *Job) writeIndex(context.Context, config.Config, *merged) error { return nil }
