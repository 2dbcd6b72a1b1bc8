// Package faultpoint marks the places at which a crash may come: before and
// after every write and every call by which tickets are opened. In the program
// the marks do nothing. Built with the tag faultpoints they count, and the test
// kills the process at each of them in turn.
package faultpoint
