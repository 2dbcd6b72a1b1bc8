// Command empty does nothing: the floor of a start-up.
package main

func main() {}
