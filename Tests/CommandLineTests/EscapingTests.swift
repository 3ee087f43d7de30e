import Testing

@testable import git_fanin

@Suite struct EscapingTests {
  @Test(
    arguments: [
      ("a/b.txt", "a/b.txt"), ("größe 日本 👩‍💻", "größe 日本 👩‍💻"),
      ("\u{1b}[31mred\u{7}", "\\x1b[31mred\\x07"), ("a\nb\tc\r\n", "a\\nb\\tc\\x0d\\n"), ("\u{0}", "\\x00"),
      ("\u{7f}", "\\x7f"), ("\u{9b}31m", "\\u{9b}31m"), ("a\u{2028}b\u{2029}", "a\\u{2028}b\\u{2029}"),
      ("x\u{202e}txt.exe", "x\\u{202e}txt.exe"), ("\u{2066}a\u{2069}", "\\u{2066}a\\u{2069}"),
      ("main\u{200b}", "main\\u{200b}"), ("\u{feff}a", "\\u{feff}a"), ("\u{e0041}", "\\u{e0041}"),
      ("\\d", "\\d"),
    ]) func `Text is shown without acting on the terminal`(text: String, expected: String)
  {
    #expect(escaped(text) == expected)
    #expect(escaped(Array(text.utf8)) == expected)
  }

  @Test(
    arguments: [
      ([0xFF], "\\xff"), ([0x61, 0xC3], "a\\xc3"), ([0xC3, 0x61], "\\xc3a"),
      ([0xE2, 0x82, 0x61], "\\xe2\\x82a"), ([0xC0, 0x80], "\\xc0\\x80"),
      ([0xED, 0xA0, 0x80], "\\xed\\xa0\\x80"), ([0x80, 0xC3, 0xA9, 0xF5], "\\x80é\\xf5"), ([], ""),
    ]) func `Bytes that are not UTF-8 are shown as bytes`(bytes: [UInt8], expected: String)
  {
    #expect(escaped(bytes) == expected)
  }

  @Test func `No byte string leaves anything that acts on a terminal`() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<500 {
      let bytes = (0..<40).map { _ in UInt8.random(in: 0...255, using: &generator) }
      #expect(!escaped(bytes).unicodeScalars.contains(where: isUnsafe), "\(bytes)")
    }
  }

  @Test func `Decoding loses no byte and takes none twice`() {
    // Few kinds of bytes, so that characters are often begun and rarely ended.
    let kinds: [UInt8] = [0x61, 0xC3, 0xA9, 0xE2, 0x82, 0xF0, 0x9F, 0xFF]
    for _ in 0..<500 {
      let bytes = (0..<30).map { _ in kinds[Int.random(in: kinds.indices)] }
      var decoded: [UInt8] = []
      decode(bytes) { part in
        switch part {
        case .scalar(let scalar): decoded += Array(String(scalar).utf8)
        case .stray(let byte): decoded.append(byte)
        }
      }
      #expect(decoded == bytes)
    }
  }

  @Test func `Every bidirectional control is escaped`() {
    let controls = [0x061C, 0x200E, 0x200F] + Array(0x202A...0x202E) + Array(0x2066...0x2069)
    for value in controls {
      let scalar = Unicode.Scalar(UInt32(value))
      #expect(scalar.map(isUnsafe) == true, "\(String(value, radix: 16))")
    }
  }

  @Test(
    arguments: [
      ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("한글", 4), ("👩‍💻", 2), ("🇩🇪", 2),
      ("❤️", 2), ("…·", 2), ("ｆ", 2), ("\u{1100}\u{1161}", 2),
    ]) func `Width counts columns, not characters`(text: String, expected: Int)
  {
    #expect(displayWidth(text) == expected)
  }

  @Test(
    arguments: [
      ("feature", 7, "feature"), ("feature/login", 7, "fea…gin"), ("abcdef", 4, "ab…f"), ("abc", 1, "…"),
      ("abc", 0, ""), ("日本語日本", 6, "日…本"),
    ]) func `Long text is cut in the middle`(text: String, width: Int, expected: String)
  {
    #expect(truncated(text, to: width) == expected)
    #expect(displayWidth(truncated(text, to: width)) <= width)
  }

  @Test func `Padding counts columns`() {
    #expect(padded("日", to: 4) == "日  ")
    #expect(paddedLeft("7", to: 3) == "  7")
    #expect(padded("long", to: 2) == "long")
  }
}
