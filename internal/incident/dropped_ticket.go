package incident

// DroppedTicket says of an action item that its ticket was closed, but not because the
// work is done, and what to do about it. The item stays open, unless its check was seen to
// hold; ok is false where there is nothing to tell.
func DroppedTicket(item ActionItem, fact TicketFact, l Lang) (message, fix string, ok bool) {
	if !fact.Dropped || item.IsVerified() {
		return "", "", false
	}
	return l.Say("ticket %s was closed as not planned or as a duplicate, so %s is not done", "チケット %s は対応しないまま、または重複としてクローズされたため、%s は未完了のままです", item.Ticket, item.ID),
		l.Say("reopen it, or link the ticket in which the work goes on", "再オープンするか、対応を続けているチケットを書いてください"), true
}
