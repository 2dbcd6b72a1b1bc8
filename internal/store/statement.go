package store

import (
	"context"
	"database/sql/driver"
)

// liteConnector opens connections to SQLite that keep their compiled statements.
// SQLite compiles a statement with all its triggers and foreign keys each time it
// is given as text; for an event and its audit entry, and for what a
// page asks about its incident, that takes longer than to run them. (PostgreSQL's driver keeps its statements by itself.)
type liteConnector struct{ driver.Connector }

// Connect opens a connection.
func (c liteConnector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	lite, ok := conn.(fullConn)
	if !ok { // a driver that gave up one of them
		return conn, nil
	}
	return &liteConn{fullConn: lite, kept: map[string]driver.Stmt{}}, nil
}

// fullConn is what database/sql asks of a connection, as modernc's gives it: a
// wrapper that hides one of these changes how contexts end a wait.
type fullConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// liteConn is one connection. database/sql lets one goroutine at a time use it,
// and reads several answers on it by turns.
type liteConn struct {
	fullConn
	kept map[string]driver.Stmt // that nobody uses now
}

// statements bounds what one connection keeps: some texts are put together from
// what is asked.
const statements = 128

// Unwrap gives the driver's own connection; its functions look for it there.
func (c *liteConn) Unwrap() driver.Conn { return c.fullConn }

// ExecContext runs a statement that gives no rows. One without arguments (a
// migration, a savepoint) is not kept.
func (c *liteConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if len(args) == 0 {
		return c.fullConn.ExecContext(ctx, query, args)
	}
	statement, err := c.take(ctx, query)
	if err != nil {
		return nil, err
	}
	defer c.keep(query, statement)
	return statement.ExecContext(ctx, args)
}

// QueryContext runs a statement that gives rows; it is used by nobody else until
// they are closed.
func (c *liteConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if len(args) == 0 {
		return c.fullConn.QueryContext(ctx, query, args)
	}
	statement, err := c.take(ctx, query)
	if err != nil {
		return nil, err
	}
	rows, err := statement.QueryContext(ctx, args)
	if err != nil {
		c.keep(query, statement)
		return nil, err
	}
	return &liteRows{Rows: rows, closed: func() { c.keep(query, statement) }}, nil
}

// liteStatement is what database/sql asks of a statement, as modernc's gives it.
type liteStatement interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// take gives the compiled statement of a text; whoever takes it keeps it again.
func (c *liteConn) take(ctx context.Context, query string) (liteStatement, error) {
	made, ok := c.kept[query]
	delete(c.kept, query)
	if !ok {
		var err error
		if made, err = c.PrepareContext(ctx, query); err != nil {
			return nil, err
		}
	}
	statement, ok := made.(liteStatement)
	if !ok {
		_ = made.Close()
		return nil, driver.ErrSkip // database/sql compiles it by itself
	}
	return statement, nil
}

// keep puts a statement back, in place of any other where there are too many or
// one of the same text.
func (c *liteConn) keep(query string, statement driver.Stmt) {
	for other, s := range c.kept {
		if len(c.kept) < statements {
			break
		}
		_ = s.Close()
		delete(c.kept, other)
	}
	if same, ok := c.kept[query]; ok {
		_ = same.Close()
	}
	c.kept[query] = statement
}

// Close closes the connection and what it keeps.
func (c *liteConn) Close() error {
	for _, s := range c.kept {
		_ = s.Close()
	}
	clear(c.kept)
	return c.fullConn.Close()
}

// liteRows are the rows of a kept statement.
type liteRows struct {
	driver.Rows
	closed func()
}

// Close ends the reading and gives the statement back, once.
func (r *liteRows) Close() error {
	err := r.Rows.Close()
	if r.closed != nil {
		r.closed()
		r.closed = nil
	}
	return err
}
