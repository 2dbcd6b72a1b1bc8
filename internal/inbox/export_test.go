package inbox

import "context"

// Soon is how long an answer to Slack waits for its work.
const Soon = soon

// AnswerLater is what answers a request that took longer than Slack waits.
func (r *Receiver) AnswerLater(ctx context.Context, address, text string) {
	r.answerLater(ctx, address, reply{Text: text})
}
