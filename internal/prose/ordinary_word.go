package prose

// OrdinaryWord tells whether an English word, in lower case, is known for anything but
// being a frequent name: "deploy" and "will" are, "akiko" and "zyx" are not.
func OrdinaryWord(word string) bool { return listed(word)&^givenName != 0 }
