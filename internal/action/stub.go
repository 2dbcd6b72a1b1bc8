package action

import "context"

func (j *Job) merge(context.Context) error  { return nil }
func (j *Job) sync(context.Context) error   { return nil }
func (j *Job) digest(context.Context) error { return nil }
func (j *Job) index(context.Context) error  { return nil }
