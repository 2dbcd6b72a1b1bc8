package store

import (
	"context"
	"database/sql/driver"
)

// liteConnector opens connections to SQLite that keep their compiled statements.
// SQLite compiles a statement with all its triggers and foreign keys each time it
// is given as text; for an event and its audit entry that takes longer than to
// run them. (PostgreSQL's driver keeps its statements by itself.)
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

// liteConn is one connection. database/sql lets one goroutine at a time use it.
type liteConn struct {
	fullConn
	kept map[string]driver.Stmt
}

// statements bounds what one connection keeps: some texts are put together from
// what is asked.
const statements = 64

// Unwrap gives the driver's own connection; its functions look for it there.
func (c *liteConn) Unwrap() driver.Conn { return c.fullConn }

// ExecContext runs a statement that gives no rows. One without arguments (a
// migration, a savepoint) is not kept.
func (c *liteConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if len(args) == 0 {
		return c.fullConn.ExecContext(ctx, query, args)
	}
	statement, ok := c.kept[query]
	if !ok {
		if len(c.kept) >= statements {
			return c.fullConn.ExecContext(ctx, query, args)
		}
		var err error
		if statement, err = c.PrepareContext(ctx, query); err != nil {
			return nil, err
		}
		c.kept[query] = statement
	}
	if run, ok := statement.(driver.StmtExecContext); ok {
		return run.ExecContext(ctx, args)
	}
	return c.fullConn.ExecContext(ctx, query, args)
}

// Close closes the connection and what it keeps.
func (c *liteConn) Close() error {
	for _, s := range c.kept {
		_ = s.Close()
	}
	clear(c.kept)
	return c.fullConn.Close()
}
