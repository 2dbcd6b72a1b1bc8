package prose

import "strings"

// actionVerbs are the verbs of action items by what they leave behind, in every
// form.
func actionVerbs(add func(tag, string)) {
	forms := func(t tag, list string) {
		for v := range strings.FieldsSeq(list) {
			for _, f := range Forms(v) {
				add(t, f)
			}
		}
	}
	forms(inquiry, `investigate consider discuss explore evaluate assess research identify determine review analyse analyze audit examine study revisit reconsider
		propose brainstorm prototype experiment survey inspect debug diagnose reevaluate re-evaluate reassess understand clarify decide plan estimate measure look
		try think find spike check see figure compare benchmark trial weigh contemplate follow ask reach confirm verify test learn seek coordinate talk meet agree reflect ask observe interview clarify gather come devise track`)
	forms(improvement, `heighten improve enhance strengthen increase reduce optimise optimize harden streamline bolster tighten refine boost modernise modernize simplify mature
		better expand extend uplift refactor rework overhaul minimise minimize mitigate decrease raise speed accelerate advance stabilise stabilize fortify reinforce
		elevate maximise maximize lower augment deepen evolve upskill rationalise rationalize revamp rethink redesign rearchitect invest address tackle focus
		prioritise prioritize build promote ensure support work help facilitate enable drive foster develop polish tune tidy solidify shorten ease`)
	forms(care, `remind train educate communicate encourage share inform emphasise emphasize reiterate raise-awareness teach brief coach urge socialise socialize
		onboard familiarise familiarize reinforce-awareness advertise double-check spread publicise publicize instruct mentor stress`)
	forms(oneOff, `restore fix repair clean cleanup revert rerun re-run apologise apologize notify send rotate restart reboot recover backfill resolve correct patch
		refund contact delete purge finish complete deploy release merge close reimburse hotfix rebuild resync reprocess replay credit redeploy roll`)
	forms(writing, `document write draft publish describe record formalise formalize standardise standardize establish define create update outline list note capture mention
		codify maintain compile prepare revise produce develop`)
	forms(change, `add set configure disable remove migrate move switch replace use require block limit restrict enforce split separate automate store start stop make change
		convert cap introduce implement install integrate enable turn put bump pin upgrade downgrade run emit expose export log track validate wrap return include exclude
		allow deny grant revoke drop retire decommission deprecate disband delete treat pass store separate isolate decouple cache retry throttle shard partition
		provision assign route redirect rename tag label annotate write emit expire schedule back prevent forbid ban prohibit mandate gate encrypt sign mirror
		replicate duplicate parametrise parameterise parallelise parallelize guard parse handle catch serve keep hide show display connect extend
		push pull merge generate increase reduce lower raise shorten lengthen adopt create scale pre-scale monitor alert test check verify seed embed hardcode register load subscribe attach swap delay setup lock collect rewrite rate-limit allocate reserve declare freeze modify adjust mark wipe ship give show treat cancel dead-letter queue journal centralise centralize collect route configure`)
	forms(strictChange, `reject refuse page halt abort fail block require enforce rollback roll deny terminate kill evict expire alert trigger validate throttle
		prevent forbid prohibit restrict stop cap skip retry pause notify compare drain revert escalate open post warn assert detect flag fall wait merge approve pass run restart shed`)
}

func actionNouns(add func(tag, string)) {
	add(systemNoun, `server servers service services system systems script scripts job jobs pipeline pipelines deploy deployment deployments database databases db cluster clusters pod pods node nodes
		cache caches queue queues api apis endpoint endpoints gateway proxy controller processes daemon agent scheduler worker workers replica replicas primary browser release query queries request requests
		host hosts instance instances container containers application app apps code migration migrations backup backups function module modules config configuration load-balancer balancer
		router switch network disk disks storage table index webhook webhooks bot cron cronjob kernel driver firmware healthcheck probe dns certificate certificates cert token tokens feature flag flags
		timeout timeouts limit limits threshold pool pools connection connections permission permissions role key keys secret secrets branch repository repo image images package volume volumes
		header cookie field column schema topic partition lock ingress namespace account accounts build builds commit push pr upload session retry retries ttl version tag tags url form button screen
		command cli library dependency client clients loop thread file files bucket record records row rows budget quota chart template parser transaction message messages`)
	add(checkNoun, `alert alerts alarm alarms test tests check checks monitor monitors probe probes gate gates guard guards alerting alarming assertion assertions lint linter validation canary canaries scan scanning scanner hook ci rule`)
	add(documentNoun, `rules article articles path runbook runbooks playbook playbooks document documents documentation docs doc guide guides policy policies process procedure procedures checklist checklists guidance guideline guidelines
		manual standard standards template handbook wiki sop sops readme faq plan strategy roadmap rfc proposal report page framework`)
	add(runbookNoun, `runbook runbooks playbook playbooks checklist checklists guide manual sop sops faq`)
	add(inquiryNoun, `discussion discussions talk meeting meetings review reviews retrospective investigation investigations audit audits assessment assessments analysis analyses study spike evaluation
		research survey conversation inquiry enquiry dive exploration brainstorm brainstorming interview debrief postmortem retro experiment poc proof-of-concept inventory`)
	add(careNoun, `training trainings awareness workshop workshops session sessions education course courses learning onboarding reminder reminders presentation tech-talk brownbag`)
	add(boardNoun, `dashboard dashboards metric metrics visibility graph graphs chart charts panel panels log logs logging telemetry tracing`)
	add(genericNoun, `monitoring process processes communication communications documentation testing alerting visibility observability resilience resiliency reliability robustness awareness
		quality stability performance practice practices culture collaboration coordination training knowledge tooling infrastructure posture coverage capability capabilities readiness maturity
		governance oversight handling management response detection workflow workflows strategy approach experience security hygiene scalability availability efficiency safety procedures
		redundancy capacity transparency alignment mechanism mechanisms measures things stuff situation issue issues problem problems preparedness efforts discipline rigor rigour ownership standards controls safeguards alignment understanding`)
	add(qualifier, `better more robust improved stronger proactive proactively greater enhanced thorough thoroughly properly proper appropriate appropriately adequate adequately sufficient sufficiently
		clearer faster easier effective effectively efficient efficiently careful carefully closely regularly comprehensive holistic further continuous continuously best timely mindful
		consistent reliable resilient safer smarter tighter deeper overall potential possible possibly additional various enough good quick quickly rigorous world-class more-robust suitable diligent`)
}
