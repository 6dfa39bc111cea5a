//! The most frequent characters of Chinese, Japanese and Korean.
//!
//! Used only to detect UTF-16 and UTF-32. About two in five characters of a Chinese text are among the hundred most
//! frequent, in Korean more; in bytes decoded the wrong way hardly any are. So the table, which is our own, need not be
//! complete or in order of frequency.

/// Han characters common in news, in simplified, traditional and Japanese forms.
const HAN: &str = "的一是不了在人有我他这这這中大来來上国國個个到说說们們为為子和你地出道也时時年得就那要下以生会會自着去之过過家学學对對可她里裡后後小么麼\
心多天而能好都然没沒日于於起还還发發成事只作当當想看文无無开開手十用主行方又如前所本见見经經头頭面公同三已老从從动動两兩长長\
知民样樣现現分将將外但身些与與高意进進把法此实實回二理美点點月明其种種声聲全工已很因由性情次最关關力水活世间間向政府市部门門\
总總理统統表示报報道者新闻聞记記员員议議会院选選举舉票党黨领領导導人民委长外交部和平战戰争爭军軍队隊计計划劃协協谈談判合\
约約东東西南北京海区區州省县縣城镇鎮村社会济濟经市场場公司银銀行百千万萬亿億元美四五六七八九零号號日本语語今昨明每第各位名\
代加利使先入内內体體做再写寫几幾力北午半原反口友台史司向呼命品哈器团團固土坐基增处處备備夏夜失安完定官客室害容察展己带帶帮\
常干平年应應度建式引张張强強影往待律徒必志快思急总怎息您感愿慢所打找技投抓护護提支收改放故教数數整斯方旁族早易星春晚更\
服未末术術机機权權李条條极極林果查校格案桥橋检檢步死母比气氣永求江河油治注洲派流消深清港游满滿火热熱然照片版牌物特状狀独\
王环環班球甚电電男界留病白目直相省真眼石破确確社神福离離科究空立站竞競童笑算管等类類米系紧緊红紅级級线線组組织織结結给給绝\
统网網罗羅考职職联聯育背脱自至色节節花英草药藥营營落著行装裝西观觀规規视視解言认認让讓论論设設识識证證评評词詞话話该該请請\
读讀谁誰调調象负負责責财財质質购購费費资資走超越足路车車轻輕转轉边邊达達迎近返连連迫述送选逐造部都酒采重野金针針钱錢错錯间队\
防阿附陆陸降限院除随隨难難集需非面革音项項顺順须須预預题題风風飞飛食首马馬验驗黄黑氏役店戦対関発当来実会学気経済協働駅";

/// Hangul syllables that words often begin or end with.
const HANGUL: &str = "이다는에의을를가한고하로지기은도사대정인서자시해일리제장국수동경부들과그관전성나보어조원상주여아공라간만비구세방할있지스위으했것련\
문연안등화유게와신회년계선현행미적월교민통선업당단결소발트개진산출러당내중면소재까속강치무오명학평합말반최모려거데력김박따북남금임체특차실양독러협담표영";

/// Returns true for common Han characters and Hangul syllables, kana, CJK punctuation and full-width ASCII.
pub(super) fn is_common(c: char) -> bool {
    match c {
        '\u{3001}'..='\u{3003}'
        | '\u{3008}'..='\u{3011}'
        | '\u{3041}'..='\u{3094}'
        | '\u{30A1}'..='\u{30FC}'
        | '\u{FF01}'..='\u{FF5E}' => true,
        '\u{4E00}'..='\u{9FFF}' => HAN.contains(c),
        '\u{AC00}'..='\u{D7A3}' => HANGUL.contains(c),
        _ => false,
    }
}
