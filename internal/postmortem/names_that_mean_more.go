package postmortem

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/pmtracker/pmtracker/internal/prose"
)

// meansMore tells whether a name means something else as well: an English word, a
// Japanese place, or, in hiragana alone, what can be a part of any word. A login with
// a digit or a mark in it, and a full name, mean nobody else.
func meansMore(name string) bool {
	switch {
	case strings.IndexFunc(name, func(r rune) bool { return !unicode.Is(unicode.Hiragana, r) }) < 0:
		return true
	case isASCII(name):
		word := strings.ToLower(name)
		return namesThatAreWords()[word] || prose.OrdinaryWord(word)
	}
	return slices.Contains(namesThatArePlaces(), name)
}

// namesThatAreWords are names and logins that are English words in lower case, beside
// those that package prose knows.
var namesThatAreWords = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{}
	for word := range strings.FieldsSeq(`
		ace amber angel april archer art ash august baker ban banks basil bell best bill bishop black bond bridges brook brooks brown buck bush
		case cash chance chase chip christian church clay cliff colt cook coral crystal daisy dale date dawn day dean dell denver dot drew duke
		earl eve faith fern field fields fisher flint ford forest frank gale gem gene gold golden grace grant gray green grey guy hall hand happy
		harmony hazel head heath heather hill holly home hood honor hope hunter ide iris ivy jack jade jasmine java jean jet josh joy june kay key
		keys king kit knight lake lance lane law leaf lily link lock long love lucky major marina mark marsh mason mat max may mercy miles
		miller mine mint misty moon muse nash nick noble norm north nose olive opal page paris park parker pat patience peace pearl peg penny phoenix pike
		piper pip pond pool pope porter post potter power powers price prince queen rain ran raven ray read red reed reef rice rich ring river rivers rob
		robin rock rocky rod roman root rose ruby rush rusty sage sandy scout shell shields short sierra silver skip sky small smith snow sonny spike star
		stark sterling stern stew stone storm strong sue summer sun sunny swift tab tad take tanner tate taylor temple terry tone tower towers trinity trip
		troy tucker turner vale venus victor viola violet wade walker ward warren water waters webb weeks wells west white will willow winter wise wood
		woods worth wren york young`) {
		words[word] = true
	}
	return words
})

// namesThatArePlaces are Japanese names that are also those of places where machines,
// offices and customers are, and katakana ones that are words.
var namesThatArePlaces = sync.OnceValue(func() []string {
	return strings.Fields(`
		北海道 青森 岩手 宮城 秋田 山形 福島 茨城 栃木 群馬 埼玉 千葉 東京 神奈川 新潟 富山 石川 福井 山梨 長野 岐阜 静岡 愛知 三重 滋賀 京都 大阪 兵庫 奈良
		和歌山 鳥取 島根 岡山 広島 山口 徳島 香川 愛媛 高知 福岡 佐賀 長崎 熊本 大分 宮崎 鹿児島 沖縄
		札幌 石狩 函館 旭川 仙台 盛岡 郡山 水戸 宇都宮 前橋 高崎 大宮 浦和 川口 川越 所沢 船橋 松戸 市川 成田 印西 白井 横浜 川崎 相模原 藤沢 平塚 小田原
		品川 渋谷 新宿 池袋 上野 秋葉原 神田 大手町 丸の内 日本橋 銀座 赤坂 青山 六本木 目黒 五反田 大崎 田町 芝浦 豊洲 有明 晴海 月島 大森 蒲田 中野 荻窪 三鷹 立川 八王子 多摩
		府中 町田 甲府 松本 浜松 豊橋 岡崎 豊田 名古屋 四日市 大津 吹田 茨木 高槻 池田 豊中 堂島 梅田 難波 神戸 三宮 姫路 明石 尼崎 西宮 芦屋 三田 倉敷 福山 下関 松江
		高松 丸亀 松山 今治 小倉 博多 久留米 別府 那覇 中央 本社 本店 支店 関東 関西 東北 北陸 中部 中国 四国 九州
		マーク アート ページ ケース ビル`)
})
