import Foundation
import Testing

@testable import Git

@Suite("Texts in the syntax of git's configuration")
struct ConfigurationTextTests {
  @Test(
    "A text is read as git reads it",
    arguments: [
      "[fanin]\n\taccept = certain ; why\n  gate = \"make  test # x\" \n",
      "[Fanin \"A.b\"] key=1\nOther-Key\n", "[a.b]\nc = x\\\n  y\\tz \\\"q\\\"\n", "# only a comment\n",
      "\u{FEFF}[a]\r\nb = c\r\n", "[a \"q\\\"x\\\\y\"]\nk = a \"b  \" c  \n", "[a]\nk =\nk = 2\n",
    ])
  func equalToGit(text: String) throws {
    let read = try ConfigurationText(parsing: Array(text.utf8))
    #expect(read.entries.map { "\($0.key)=\($0.value)" } == (try Self.gitReads(text)))
  }

  @Test("Random texts are read as git reads them, or refused as git refuses them")
  func randomTexts() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SplitMix(state: seed)
    let parts = ["[a]", "[b \"c\"]", "\n", "k", "=", " ", "v", "\"", "\\", "#", ";", "\\n", "x y", "\t", "1"]
    for _ in 0..<150 {
      let count = Int.random(in: 1...14, using: &generator)
      let text =
        "[s]\n" + (0..<count).map { _ in parts.randomElement(using: &generator) ?? "" }.joined() + "\n"
      let read = try? ConfigurationText(parsing: Array(text.utf8)).entries.map { "\($0.key)=\($0.value)" }
      let expected = try? Self.gitReads(text)
      #expect(read == expected, "seed \(seed): \(text.debugDescription)")
    }
  }

  @Test("A mistake is told with its place")
  func mistakes() {
    #expect { try ConfigurationText(parsing: Array("[a]\nk = \"x\n".utf8)) } throws: { error in
      guard let mistake = error as? ConfigurationText.Mistake else { return false }
      return mistake.line == 2 && mistake.column == 7 && mistake.message.contains("quotes")
    }
    #expect(throws: ConfigurationText.Mistake.self) { try ConfigurationText(parsing: Array("k = 1\n".utf8)) }
  }

  /// What git lists, a key without a value being true.
  private static func gitReads(_ text: String) throws -> [String] {
    let file = FileManager.default.temporaryDirectory.appending(path: "fanin-config-\(UUID().uuidString)")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let result = try Command.run(["git", "config", "-f", file.path(), "--list", "-z"], in: "/")
    guard result.status == 0 else { throw Refused() }
    return result.output.split(separator: 0).map { item in
      let parts = item.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
      let key = String(decoding: parts[0], as: UTF8.self)
      return key + "=" + (parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : "true")
    }
  }

  private struct Refused: Error {}

  private struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }
}
