import Foundation
import Testing

@testable import git_fanin

@Suite struct JSONTests {
  private func text(_ value: JSONValue) -> String {
    String(decoding: JSONEncoding.document(value), as: UTF8.self)
  }

  /// Reads a document with a parser that is not ours.
  private func reparsed(_ value: JSONValue) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(JSONEncoding.document(value)))
    return try #require(object as? [String: Any])
  }

  @Test func `Documents have sorted keys and an indentation of two`() {
    let value: JSONValue = ["b": [1, 2.5], "a": ["x": nil, "e": []], "c": true, "B": [:]]
    #expect(
      text(value) == """
        {
          "B": {},
          "a": {
            "e": [],
            "x": null
          },
          "b": [
            1,
            2.5
          ],
          "c": true
        }

        """)
  }

  @Test(
    arguments: [
      "plain", "\"quoted\" \\ /", "\u{0}\u{1}\u{8}\u{c}\n\r\t\u{1f}\u{7f}", "\u{9b}31m\u{2028}\u{202e}",
      "größe 日本 👩‍💻", "\u{e0041}\u{10ffff}", "e\u{301}", "",
    ]) func `Any text survives`(text: String) throws
  {
    let read = try reparsed(["key": .string(text), text: 1])
    #expect((read["key"] as? String)?.utf8.elementsEqual(text.utf8) == true)
    #expect(read[text] != nil)
  }

  @Test func `Documents do nothing to a terminal`() {
    let hostile = String(String.UnicodeScalarView((0..<0x3000).compactMap { Unicode.Scalar($0) }))
    let written = text([hostile: .string(hostile)])
    #expect(!written.unicodeScalars.contains { isUnsafe($0) && $0 != "\n" })
  }

  @Test func `Numbers survive`() throws {
    let read = try reparsed([
      "least": .int(.min), "most": .int(.max), "small": .double(.leastNonzeroMagnitude),
      "big": .double(1e300), "none": .double(.nan),
    ])
    #expect(read["least"] as? Int == .min)
    #expect(read["most"] as? Int == .max)
    #expect(read["small"] as? Double == .leastNonzeroMagnitude)
    #expect(read["big"] as? Double == 1e300)
    #expect(read["none"] is NSNull)
  }

  @Test func `A path that is text stands alone`() {
    var object = JSONObject()
    object.setPath(Array("größe.txt".utf8))
    #expect(object == ["path": "größe.txt"])
  }

  @Test func `A path that is not UTF-8 has its bytes beside it`() throws {
    var object = JSONObject()
    object.setPath([0x61, 0xFF, 0x62], key: "from")
    #expect(object == ["from": "a\\xffb", "fromBytes": "Yf9i"])
    object.setPath(Array("a".utf8), key: "from")
    #expect(object == ["from": "a"])
  }

  @Test(arguments: 0...40) func `Base64 is that of others`(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 250) }
    #expect(base64(bytes) == Data(bytes).base64EncodedString())
  }

  @Test func `Keys that only look the same are two`() {
    let object: JSONObject = ["\u{e9}": 1, "e\u{301}": 2, "a": 3]
    #expect(object.members.count == 3)
    #expect(object["e\u{301}"] == 2)
  }

  @Test func `Members can be replaced and taken away`() {
    var object: JSONObject = ["a": 1, "b": 2]
    object["a"] = 3
    object["b"] = nil
    object["c"] = nil
    #expect(object == ["a": 3])
  }

  @Test func `An error is a document`() throws {
    let diagnostic = Diagnostic(UsageError("wrong \u{1b}", hint: "do right"))
    let read = try reparsed(diagnostic.document(command: "merge"))
    #expect(read["schema"] as? Int == 1)
    #expect(read["command"] as? String == "merge")
    let error = try #require(read["error"] as? [String: Any])
    #expect(error["code"] as? String == "usage")
    #expect(error["message"] as? String == "wrong \u{1b}")
    #expect(error["hint"] as? String == "do right")
    #expect(Set(error.keys) == ["code", "message", "hint", "path", "line", "column"])
  }
}
