import Foundation
import Testing

@testable import git_fanin

@Suite struct JSONReaderTests {
  private func read(_ text: String) throws -> JSONValue { try JSONReader.value(of: Array(text.utf8)) }

  @Test(arguments: [
    "null", "true", " false\n", "0", "-1", "1.5", "-0.25e+3", "1E2", "\"\"", "[]", "{}", "[1,[2,{\"a\":[]}]]",
    "{\"b\":1,\"a\":{\"c\":null}}", "\"\\u0041\\n\\\\\\/\\\"\"", "\"\\ud83d\\ude00\"", "\"é日本\"", "[ 1 , 2 ]",
    "9007199254740993", "{\"\":0}", "\t[\r\n]\t",
  ])
  func `What Foundation reads is read to the same`(text: String) throws {
    let value = try read(text)
    let ours = try JSONSerialization.jsonObject(
      with: Data(JSONEncoding.document(value)), options: .fragmentsAllowed)
    let theirs = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
    #expect((ours as? NSObject)?.isEqual(theirs) ?? false, "\(ours) \(theirs)")
  }

  @Test(arguments: [
    "", " ", "nul", "tru", "01", "-", "1.", ".5", "1e", "+1", "[1,]", "[1 2]", "{\"a\"}", "{\"a\":1,}",
    "{a:1}",
    "{'a':1}", "\"", "\"\\x\"", "\"\\u12g4\"", "\"\n\"", "[", "{", "{\"a\":", "1 2", "[] []",
    "{\"a\":1,\"a\":2}",
    "// no\n1", "\u{FEFF}1", "NaN", "\"\\u12\"", "{\"a\":1 \"b\":2}", "\u{0}",
  ])
  func `What is no JSON is refused`(text: String) {
    #expect(throws: JSONError.self) { try read(text) }
  }

  @Test func `Bytes that are not UTF-8 are refused`() {
    #expect(throws: JSONError.self) { try JSONReader.value(of: [0x22, 0xFF, 0x22]) }
    #expect(throws: JSONError.self) { try JSONReader.value(of: [0x22, 0xED, 0xA0, 0x80, 0x22]) }
  }

  @Test func `Half a surrogate pair becomes a replacement character, what follows stays`() throws {
    #expect(try read(#""\ud800x""#) == .string("\u{FFFD}x"))
    #expect(try read(#""\ud800\u0041""#) == .string("\u{FFFD}A"))
    #expect(try read(#""\udc00\n""#) == .string("\u{FFFD}\n"))
  }

  @Test func `Numbers may have any length`() throws {
    #expect(try read("123456789012345678901234567890") == .double(123_456_789_012_345_677_877_719_597_056))
    #expect(try read("-9223372036854775808") == .int(.min))
    _ = try read("1e999999999")
    _ = try read(String(repeating: "9", count: 100_000))
  }

  @Test func `Nesting has a bound`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try read(nested(JSONReader.mostDepth))
    #expect(throws: JSONError.self) { try read(nested(JSONReader.mostDepth + 2)) }
    #expect(throws: JSONError.self) { try read(String(repeating: "{\"a\":", count: 1_000_000)) }
  }

  @Test func `Many keys take no more than their sorting`() throws {
    let text = "{" + (0..<50_000).reversed().map { "\"k\($0)\":\($0)" }.joined(separator: ",") + "}"
    guard case .object(let object) = try read(text) else { throw JSONError(message: "no object", offset: 0) }
    #expect(object.members.count == 50_000 && object["k49999"] == .int(49_999))
  }

  @Test func `An agent's event names the files that it would edit`() throws {
    func paths(_ text: String) throws -> [String] { try AgentEvent(Array(text.utf8)).paths }
    #expect(
      try paths(#"{"tool_name":"Edit","tool_input":{"file_path":"/a/b","old_string":"x"}}"#) == ["/a/b"])
    #expect(try paths(#"{"tool_name":"NotebookEdit","tool_input":{"notebook_path":"n"}}"#) == ["n"])
    #expect(try paths(#"{"tool_name":"x","tool_input":{"files":["a",{"path":"b"},"a"]}}"#) == ["b", "a"])
    #expect(try paths(#"{"path":"a"}"#) == ["a"])
    #expect(try paths(#"{"tool_name":"Read","tool_input":{"file_path":"/a/b"}}"#).isEmpty)
    #expect(try paths(#"{"tool_name":"Bash","tool_input":{"command":"rm -rf /"}}"#).isEmpty)
    #expect(try AgentEvent(Array(#"{"cwd":"/w"}"#.utf8)).folder == "/w")
    #expect(throws: JSONError.self) { try paths("[]") }
  }
}
