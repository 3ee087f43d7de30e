import Outlines
import TestSupport
import Testing

@Suite("Any bytes")
struct OutlinePropertyTests {
  @Test("Random bytes and broken sources are outlined without a crash, and ranges nest")
  func mutations() {
    var random = SeededGenerator(seed: SeededGenerator.seed(for: "outline mutations"))
    for (language, text) in Snippets.all {
      for _ in 0..<25 {
        let bytes = mutated(Array(text.utf8), &random)
        check(Outline(bytes, language: language), bytes.count)
      }
      let noise = (0..<Int.random(in: 0..<300, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      for other in Language.allCases { check(Outline(noise, language: other), noise.count) }
    }
  }

  @Test("A Go method whose name is missing takes none from the next definition")
  func namelessMethod() {
    let outline = Outline(Array("package x\nfunc (s *T)\nfunc F() {}\n".utf8), language: .go)
    check(outline, outline.text.bytes.count)
    #expect(!outline.items.contains { $0.kind == .method })
  }

  @Test("A text in another language's clothes does no harm")
  func crossed() {
    for (_, text) in Snippets.all {
      for language in Language.allCases {
        check(Outline(Array(text.utf8), language: language), text.utf8.count)
      }
    }
  }

  @Test(
    "Deep nesting is cut off and not trusted",
    arguments: [
      (Language.json, "["), (.swift, "struct A {"), (.xml, "<a>"), (.tsx, "<a>{"), (.typescript, "`${"),
    ])
  func depth(language: Language, text: String) {
    let bytes = Array(repeating: Array(text.utf8), count: 20_000).flatMap { $0 }
    let outline = Outline(bytes, language: language)
    #expect(!outline.isTrusted)
    check(outline, bytes.count)
  }

  @Test(
    "CR LF, a byte order mark and a missing last newline change no definition",
    arguments: Snippets.all.map(\.language))
  func lineEndings(language: Language) {
    let text = Snippets.text(language)
    let plain = Outline(Array(text.utf8), language: language)
    let lines = text.utf8.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
    let windows = Outline(Array(lines.dropLast(2)), language: language)
    #expect(rendered(windows.items) == rendered(plain.items))
    #expect(rendered(windows.imports) == rendered(plain.imports))
    #expect(windows.isTrusted)
  }

  private func mutated(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    let alphabet = Array("(){}[]<>\"'`\\/#$%@:;=,.*!?&|~-+ \n\tabe01".utf8) + [0, 0x80, 0xE2, 0xFF, 0x0D]
    for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes.remove(at: place)
      case 1: bytes.insert(alphabet[Int.random(in: 0..<alphabet.count, using: &random)], at: place)
      case 2: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...40, using: &random)))
      default:
        let end = min(bytes.count, place + Int.random(in: 1...40, using: &random))
        bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
      }
    }
    return bytes
  }

  @Test("A method of Go whose header breaks off takes no name from the next line")
  func brokenMethod() {
    let text = "package x\nfunc (s *S)\nfunc F() {}\n"
    check(Outline(Array(text.utf8), language: .go), text.utf8.count)
  }

  private func check(_ outline: Outline, _ count: Int) {
    #expect(outline.lines.count == outline.text.lineCount)
    var end = 0
    for token in outline.tokens {
      #expect(token.start >= end && token.end > token.start && token.end <= count)
      #expect(outline.text.line(at: token.start) == token.line)
      end = token.end
    }
    for found in outline.imports {
      #expect(found.lines.upperBound <= outline.text.lineCount && !found.lines.isEmpty)
    }
    checkItems(outline.items, inside: 0..<outline.text.lineCount, outline)
  }

  private func checkItems(_ items: [Item], inside range: Range<Int>, _ outline: Outline) {
    for item in items {
      #expect(
        item.lines.lowerBound >= range.lowerBound && item.lines.upperBound <= range.upperBound,
        "\(outline.language): \(item.kind) \(item.name) in \(outline.string(0..<outline.text.bytes.count))")
      #expect(
        item.lines.contains(item.headerLine),
        "\(outline.language): \(item.kind) \(item.name) in \(outline.string(0..<outline.text.bytes.count))")
      if let body = item.body {
        #expect(body.lowerBound >= item.lines.lowerBound && body.upperBound <= item.lines.upperBound)
      }
      checkItems(item.children, inside: item.lines, outline)
    }
  }
}
