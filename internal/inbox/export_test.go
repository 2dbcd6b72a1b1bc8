package inbox

// Soon is how long an answer to Slack waits for its work.
const Soon = soon
