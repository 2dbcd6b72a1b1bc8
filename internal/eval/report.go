package main

import (
	"cmp"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/corpus"
)

// Report measures on the corpus below a folder of the project and gives the page.
func Report(root string) (string, error) {
	dir := filepath.Join(root, "testdata", "corpus")
	vague, err := judgeItems(dir)
	if err != nil {
		return "", err
	}
	blame, inDocs, elsewhere, err := judgeSentences(dir)
	if err != nil {
		return "", err
	}
	peers, err := readPeers(filepath.Join(dir, "peers.json"))
	if err != nil {
		return "", err
	}
	heldItems, heldSentences, err := corpus.HeldOut(dir)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString(head)
	table(&b, "`action-vague`, by a model that has not seen the source", vague)
	table(&b, "`blame`, by a model that has not seen the source", blame)
	b.WriteString(heldOut)
	table(&b, "`action-vague`, lines held out", corpus.JudgeVague(heldItems))
	table(&b, "`blame`, lines held out", corpus.JudgeBlame(heldSentences))
	b.WriteString(firstMeasured)
	inDocs.write(&b)
	writeElsewhere(&b, elsewhere)
	peers.write(&b, vague, blame)
	bySource(&b, "`action-vague` by source", vague)
	bySource(&b, "`blame` by source", blame)
	confusion(&b, "`action-vague`: where checker and people part", vague)
	confusion(&b, "`blame`: where checker and people part", blame)
	return b.String(), nil
}

func judgeItems(dir string) ([]corpus.Verdict, error) {
	items, err := corpus.ActionVague.Teaching(dir)
	if err != nil {
		return nil, err
	}
	return corpus.ActionVague.JudgeUnseen(items)
}

// judgeSentences judges all that the blame model is taught by, each part by a model
// of the others, and gives apart what is labelled line by line, what stands in whole
// postmortems, and the sentences of other documents.
func judgeSentences(dir string) (labelled []corpus.Verdict, inDocs documents, elsewhere []corpus.Verdict, err error) {
	lines, err := corpus.BlameRule.Teaching(dir)
	if err != nil {
		return nil, inDocs, nil, err
	}
	verdicts, err := corpus.BlameRule.JudgeUnseen(lines)
	if err != nil {
		return nil, inDocs, nil, err
	}
	asked, err := corpus.Blame(dir)
	if err != nil {
		return nil, inDocs, nil, err
	}
	neutral, err := corpus.Neutral(dir)
	if err != nil {
		return nil, inDocs, nil, err
	}
	sentences, err := corpus.Documents(dir)
	if err != nil {
		return nil, inDocs, nil, err
	}
	return pick(verdicts, asked), inDocuments(sentences, verdicts), pick(verdicts, neutral), nil
}

// pick gives the verdicts on some lines.
func pick(verdicts []corpus.Verdict, lines []corpus.Line) []corpus.Verdict {
	wanted := map[string]bool{}
	for _, l := range lines {
		wanted[l.ID] = true
	}
	return slices.DeleteFunc(slices.Clone(verdicts), func(v corpus.Verdict) bool { return !wanted[v.ID] })
}

// writeElsewhere counts what is found where nobody is at fault.
func writeElsewhere(b *strings.Builder, verdicts []corpus.Verdict) {
	b.WriteString("## `blame` where nobody is at fault\n\nSentences of documents in testdata/corpus/neutral_sentences.jsonl, all taken for neutral, by a model that has not seen the project.\n\n| project | sentences | found |\n| --- | --- | --- |\n")
	found, total := map[string]int{}, map[string]int{}
	var projects []string
	for _, v := range verdicts {
		if total[v.Group()]++; total[v.Group()] == 1 {
			projects = append(projects, v.Group())
		}
		if v.Found {
			found[v.Group()]++
		}
	}
	slices.Sort(projects)
	for _, p := range projects {
		fmt.Fprintf(b, "| %s | %d | %d |\n", p, total[p], found[p])
	}
	b.WriteString("\n")
}

const head = `# How often the words rules are right

Made by ` + "`make eval`" + ` (` + "`go run ./internal/eval > docs/EVALUATION.md`" + `); a test compares this page with the present build.

The lines and the rules by which they were labelled: testdata/corpus/LABELLING.md. What is looked for is the *vague* action item and the *blaming* sentence:
precision is how many of the findings are right, recall how many of the cases are found. A careful reader agrees with himself on 94 % of action items and 97 % of blame.

Both rules weigh the words and their neighbours (in Japanese the characters) by a linear model, together with signs written by hand: of an action item its verb, object, condition and result, of a
sentence which kinds of people it speaks of, whether it denies, supposes or plans, and what the rules of blame find, and from which word. English sentences that a smaller model sees no blame in at a glance, and no rule, are passed over.
` + "`make model`" + ` makes the models from the lines below testdata/corpus, always the same bytes. For the first two tables the real sources
were dealt into twelve parts and the written ones into eight, and each part was judged by models that all others had taught: no model has seen the repository, the page or the hand that it judges.

- **real**: lines of published postmortems and notices.
- **borderline**: real lines on which two careful readers could part; counted apart.
- **written for the corpus**: invented lines that came with the corpus.
- **written for this project**: invented lines in testdata/corpus/*_written.jsonl, by a language model that was given the labelling rules, by some hundred and seventy hands, each in its own manner (tidy, terse,
  of irony alone, in twins of nearly the same words, talk about blame, plain facts, or raw, as lists of measures and documents about failures stand in trackers and repositories); *the first of them* are the lines that the hand-written signs and rules were made from, dealt by their numbers, so that each manner is in all parts.

`

const heldOut = `The next two tables are of testdata/corpus/heldout_written.jsonl: invented lines that nothing is taught by; the program's own models judge them. Which of them go wrong is printed nowhere, so
that nobody mends a rule for one of them. *Before the models* were written by those who wrote the hand-made rules. *By one who knew no rule* are batches by a language model that was given the
rules of labelling and nothing of the program. The counts of all of them were looked at while the numbers of the training and the line between found and silent were chosen; only what a batch had at its
first count is unseen:

| batch | action-vague en | action-vague ja | blame en | blame ja |
| --- | --- | --- | --- | --- |
| F and G, by earlier models | 0.986, 0.978 | 0.984, 0.958 | 0.862, 0.897 | 0.962, 0.951 |
| I, when the models were nearly as they are | 0.986 | 0.992 | 0.949 | 0.945 |
| J, likewise, written *raw*: lists of measures and documents about failures as they stand in trackers and reports | 0.958 | 0.976 | 0.841 | 0.902 |
| K, by the models before these, written raw | 0.987 | 0.981 | 0.904 | 0.956 |
| L, likewise: measures of a few words each, and documents about failures in note form, in the first person and of formal reviews | 0.883 | 0.875 | 0.872 | 0.959 |
| M, by the models before these: sentences as published and internal reports of many trades have them | 0.993 | 1.000 | 0.926 | 0.949 |
| N, likewise, of two kinds alone: luck and noticing, and talk about error and blame in general, two of three lines neutral | – | – | 0.855 | 0.846 |

`

const firstMeasured = `**What these figures are not.** The signs and rules written by hand were made by people who had read the corpus; "not seen" above is of the models alone. The written lines are a language model's: they are
tidier than what people write, so that the *real* rows weigh more, few as they are; and those who wrote the held-out lines have the manner of those who wrote the others.

**Why models.** The versions before this one judged blame by rules written by hand alone, and action items by some hundred signs. On text that nobody had looked at they found:

| text nobody had looked at | rule | precision | recall | F1 |
| --- | --- | --- | --- | --- |
| half of the corpus, whole sources, by the first version | action-vague en | 0.935 | 0.806 | 0.866 |
| the same | action-vague ja | 0.824 | 0.933 | 0.875 |
| the same | blame en | 0.818 | 0.600 | 0.692 |
| the same | blame ja | 0.941 | 0.727 | 0.821 |
| 86 clear action items of one more organisation (dfds/postmortems), by the second version | action-vague en | 0.842 | 0.828 | 0.835 |
| 110 newly invented sentences about people, by the third version | blame en | 0.941 | 0.500 | 0.653 |
| the same | blame ja | 0.944 | 0.607 | 0.739 |
| 103 action items of mybinder.org and of students' postmortems, by a later one | action-vague en | 0.928 | 0.800 | 0.859 |
| 37 measures out of Japanese public repositories and notices, by the same | action-vague ja | 0.842 | 0.842 | 0.842 |
| 295 newly invented sentences, by a later one (ids WVBE001 on) | blame en | 1.000 | 0.653 | 0.790 |
| 181 more of them, by the version that was made from the first | blame en | 0.957 | 0.518 | 0.672 |
| 157 more of them, subtle ones, by the version that was made from both | blame en | 0.960 | 0.308 | 0.466 |
| 123 more of them, by the version that was made from these three | blame en | 0.971 | 0.466 | 0.630 |
| held out, ids beginning with HD, by the last version without models | blame en, ja | 0.910, 0.934 | 0.610, 0.710 | 0.731, 0.807 |
| the same | action-vague en, ja | 0.901, 0.958 | 0.912, 0.863 | 0.907, 0.908 |
| held out, ids beginning with HE, by the same | blame en, ja | 0.981, 0.956 | 0.637, 0.812 | 0.773, 0.878 |
| the same | action-vague en, ja | 0.903, 1.000 | 0.933, 0.917 | 0.918, 0.957 |

After each of those without models the mistakes were read and made into signs and rules, and the next batch was found no better: blame is told in endless ways. A model that weighs every word and its neighbours
has no such end. The rules remain: what they find is the model's strongest sign, and they say why.

**On public documents.** Text of other projects and pages is no part of this one, and nothing is taught by it; the present version was tried on it in its last steps, with labels by a language model in one pass, before the last four hands taught (two such passes
over 101 items agreed on 97). Lines on which careful readers could part are left out.

| text | rule | found, right | found, wrong | missed | silent, right | precision | recall | F1 |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| 924 action items of some thirty projects and some hundred and eighty pages | action-vague en | 494 | 71 | 42 | 317 | 0.874 | 0.922 | 0.897 |
| 197 Japanese measures of repositories and pages | action-vague ja | 105 | 23 | 9 | 60 | 0.820 | 0.921 | 0.868 |
| 341 sentences about people of the same projects and pages, many of forums and the press | blame en | 33 | 10 | 15 | 283 | 0.767 | 0.688 | 0.725 |
| 302 Japanese sentences about people | blame ja | 92 | 23 | 20 | 167 | 0.800 | 0.821 | 0.811 |
| 26,372 sentences of documents, handbooks among them, mostly taken for neutral unread | blame en | – | 223 | – | 26149 | – | – | – |
| 4,071 Japanese ones | blame ja | – | 65 | – | 4006 | – | – | – |

The version before had 0.895, 0.867, 0.733, 0.812, 223 and 64; the one before that 0.896, 0.870, 0.731, 0.818, 250 and 60. The mistakes of the first were read once, and no rule or line was made of them. Of the third, 48 lines of blame and many of them of one's own team ("we should have"), on which readers part, the mistakes were read once; rules were then made for
constructions, tried on some two thousand sentences put together from kinds of people and deeds.

Those who wrote the invented lines were told what kinds of neutral text the models had gone wrong on. Which hands teach, and where the line is drawn, was chosen by the counts of this page: two hands were left
out since more was found wrongly with them; three of English measures of a few words each, since what they found more there (0.906 of batch L, not 0.883) was paid for by real measures refused wrongly; three more,
since nothing changed. Of the English measures that name who and when, and then an act that nobody can see ("handles it promptly"), half of one hand teach: with all of them 72 % of
such lines held out were found instead of 60 % (56 % before there were any), and three more real measures were refused wrongly. Of the Japanese ones 83 % are found, where it was 68 %. Japanese action items are found only where the odds are clear, since more of them would be refused wrongly,
and so are English sentences in which no rule finds anything: of 1.2 % of neutral sentences that were found wrongly 0.8 % are left, and of the blame held out 86 % is found where it was 89 %. A count of whole documents moves by two or three with each change of the lines, whatever it is.

The three clear real sentences that the version before found wrongly (precision 0.750 in English, 0.895 in Japanese) were of two kinds: who happened to notice, and talk about error in general. Batch N was written to see whether the models are
weak there, and they were: of its 130 neutral sentences each, 10 English and 21 Japanese were found wrongly. Four hands then wrote such sentences, and blame in the same words, with the rules of labelling and without the lines or the batch; two
more hands were left out, since with them more was found wrongly. So the real lines chose what was written next, and 1.000 on so few of them is no promise: of batch N, which teaches nothing, 10 and 17 are still found wrongly.

In 243 short accounts of incidents (icco/postmortems) it has 26 findings, of which five fault nobody; in 123 Markdown files about incidents (decentraland/rca) six, two of them blame.

`

func kind(v corpus.Verdict) string {
	switch {
	case strings.HasPrefix(v.ID, "HC"), strings.HasPrefix(v.ID, "HD"):
		return "by one who knew no rule, batches C and D"
	case strings.HasSuffix(v.Source, "knew no rule"):
		return "by one who knew no rule, batch " + v.ID[1:2]
	case strings.HasSuffix(v.Source, "held out"):
		return "before the models"
	case strings.Contains(v.Source, ", by hand "):
		return "written for this project"
	case strings.HasPrefix(v.Source, "written for this project"):
		return "written for this project, the first of them"
	case v.Written():
		return "written for the corpus"
	case v.Borderline:
		return "real, borderline"
	}
	return "real"
}

func table(b *strings.Builder, title string, verdicts []corpus.Verdict) {
	fmt.Fprintf(b, "## %s\n\n| language | lines | found, right | found, wrong | missed | silent, right | precision | recall | F1 |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n", title)
	counts := map[string]*corpus.Count{}
	var keys []string
	for _, v := range verdicts {
		if v.Written() && v.Borderline {
			continue
		}
		rows := []string{v.Lang + " | " + kind(v)}
		if strings.Contains(v.Source, "held out") {
			rows = append(rows, v.Lang+" | *all of these*")
		}
		for _, key := range rows {
			if counts[key] == nil {
				counts[key] = &corpus.Count{}
				keys = append(keys, key)
			}
			counts[key].Add(v.Found, v.Wanted())
		}
	}
	slices.Sort(keys)
	for _, key := range keys {
		fmt.Fprintf(b, "| %s | %s |\n", key, row(*counts[key]))
	}
	b.WriteString("\n")
}

func row(c corpus.Count) string {
	return fmt.Sprintf("%d | %d | %d | %d | %s | %s | %s", c.Hit, c.FalseAlarm, c.Miss, c.Silent, number(c.Precision()), number(c.Recall()), number(c.F1()))
}

func number(x float64) string {
	if x < 0 {
		return "–"
	}
	return fmt.Sprintf("%.3f", x)
}

// bySource counts the clear real lines of each repository; pages that gave less than
// five of them are one row.
func bySource(b *strings.Builder, title string, verdicts []corpus.Verdict) {
	fmt.Fprintf(b, "## %s\n\nClear real lines.\n\n| source | found, right | found, wrong | missed | silent, right | precision | recall | F1 |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n", title)
	sizes := map[string]int{}
	for _, v := range verdicts {
		sizes[v.Group()]++
	}
	counts := map[string]*corpus.Count{}
	for _, v := range verdicts {
		if v.Written() || v.Borderline {
			continue
		}
		group := v.Group()
		if sizes[group] < 5 {
			group = "others, " + v.Lang
		}
		if counts[group] == nil {
			counts[group] = &corpus.Count{}
		}
		counts[group].Add(v.Found, v.Wanted())
	}
	for _, g := range slices.Sorted(maps.Keys(counts)) {
		fmt.Fprintf(b, "| %s | %s |\n", g, row(*counts[g]))
	}
	b.WriteString("\n")
}

// confusion lists what the checker gets wrong, but of lines written for this project.
func confusion(b *strings.Builder, title string, verdicts []corpus.Verdict) {
	fmt.Fprintf(b, "## %s\n\n| line | people say | kind | text |\n| --- | --- | --- | --- |\n", title)
	wrong := slices.Clone(verdicts)
	slices.SortStableFunc(wrong, func(a, b corpus.Verdict) int {
		return cmp.Or(cmp.Compare(kind(a), kind(b)), cmp.Compare(a.Lang, b.Lang), cmp.Compare(a.ID, b.ID))
	})
	for _, v := range wrong {
		if v.Right() || strings.HasPrefix(v.Source, "written for this project") {
			continue
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s |\n", v.ID, v.Label, kind(v), short(v.Text))
	}
	b.WriteString("\n")
}

// short fits a text into a table's cell.
func short(text string) string {
	r := []rune(strings.ReplaceAll(text, "|", `\|`))
	if len(r) > 160 {
		r = append(r[:160], '…')
	}
	return string(r)
}
