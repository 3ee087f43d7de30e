import Testing

@testable import Outlines

@Suite("Lines of a text")
struct SourceTextTests {
  @Test("Lines are found with and without a last line ending")
  func lines() {
    let text = SourceText(Array("a\r\nbc\n\nd".utf8))
    #expect(text.lineCount == 4)
    #expect(Array(text.line(0)) == Array("a\r\n".utf8))
    #expect(Array(text.slice(1..<3)) == Array("bc\n\n".utf8))
    #expect((0..<8).map { text.line(at: $0) } == [0, 0, 0, 1, 1, 1, 2, 3])
    #expect(SourceText([]).lineCount == 0)
  }
}
