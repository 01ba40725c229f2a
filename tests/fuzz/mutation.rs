//! Variations of examples: the same ones every time, so that a failure comes back.

/// The longest input, in bytes: what parsers trip over is rarely long.
const LONGEST: usize = 2_000;

/// Pieces that mean something to some parser.
const PIECES: &[&[u8]] = &[
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\r\n",
    b"\n\n",
    b"\t",
    b" ",
    b"%00",
    b"%",
    b"%zz",
    b"+",
    b"&",
    b"=",
    b";",
    b",",
    b"..",
    b"/",
    b"\\",
    b"//",
    b"\"",
    b"'",
    b"`",
    b"<",
    b">",
    b"<!--",
    b"]]>",
    b"<script>",
    b"<a href=\"",
    b"javascript:",
    b"onclick=",
    b"style=",
    b"{",
    b"}",
    b"[",
    b"]",
    b"[x](",
    b"![",
    b"null",
    b"true",
    b"-0",
    b"1e999",
    b"99999999999999999999",
    b"-1",
    b"0.1e-30",
    b"2026-02-30",
    b"0000-00-00",
    b"9999-12-31",
    b"24:00",
    b"T25:61:61Z",
    b"\xc2\xa0",
    b"\xe2\x80\xae",
    b"\xcc\x81",
    b"\xf0\x9f\x87\xab",
    "ß".as_bytes(),
    "İ".as_bytes(),
    "é".as_bytes(),
    b"::ffff:10.0.0.1",
    b"0x7f.1",
    b"@",
    b"localhost",
    b"--x",
    b"--x--",
    b"Content-Disposition: form-data; name=\"",
    b"filename*=utf-8''",
    b"PK\x05\x06",
    b"PK\x01\x02",
    b"BEGIN:VEVENT\r\n",
    b"END:VCALENDAR",
    b"RRULE:FREQ=SECONDLY;COUNT=",
    b"TZID=",
    b"W/\"",
    b"*",
    b"id.in=",
    b"~",
    b"Content-Transfer-Encoding: base64\r\n\r\n",
    b"=?utf-8?Q?",
    b"itemscope itemtype=\"https://schema.org/FlightReservation\"",
    b"=HYPERLINK(",
    b"@type",
];

/// Makes variations.
pub struct Mutator(u64);

impl Mutator {
    /// One for this parser, whose variations are always the same.
    pub fn new(name: &str) -> Self {
        Self(
            name.bytes()
                .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)),
        )
    }

    /// A number below this one (splitmix64).
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % end.max(1) as u64).unwrap()
    }

    fn range(&mut self, bytes: &[u8]) -> std::ops::Range<usize> {
        let start = self.below(bytes.len() + 1);
        let length = self.below(bytes.len() - start + 1).min(self.below(64) + 1);
        start..start + length
    }

    /// One of these with a few changes.
    pub fn next(&mut self, seeds: &[&[u8]]) -> Vec<u8> {
        let mut bytes = seeds[self.below(seeds.len())].to_vec();
        for _ in 0..=self.below(5) {
            let range = self.range(&bytes);
            match self.below(7) {
                0 => {
                    let piece = PIECES[self.below(PIECES.len())];
                    bytes.splice(range.start..range.start, piece.iter().copied());
                }
                1 => {
                    let piece = PIECES[self.below(PIECES.len())];
                    bytes.splice(range, piece.iter().copied());
                }
                2 => {
                    bytes.drain(range);
                }
                3 => {
                    let again = bytes[range.clone()].repeat(self.below(4) + 1);
                    bytes.splice(range.start..range.start, again);
                }
                4 => {
                    let changed = u8::try_from(self.below(256)).unwrap();
                    bytes.splice(range.start..bytes.len().min(range.start + 1), [changed]);
                }
                5 => {
                    let other = seeds[self.below(seeds.len())];
                    let piece = other[self.range(other)].to_vec();
                    bytes.splice(range, piece);
                }
                _ => {
                    let bit = 1 << self.below(8);
                    if let Some(byte) = bytes.get_mut(range.start) {
                        *byte ^= bit;
                    }
                }
            }
        }
        bytes.truncate(LONGEST);
        bytes
    }
}
