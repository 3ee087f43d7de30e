import Testing

@testable import FanIn

@Suite struct RecordedDecisionTests {
  @Test func `Decisions are read in every form in which they were written`() throws {
    let short = try #require(RecordedDecision("src/a.py: content, by hand"))
    #expect(short.path == "src/a.py" && short.kind == "content" && short.rule == "by hand")
    #expect(short.certainty == nil && short.reason == nil)
    let long = try #require(RecordedDecision("a: add/add, imports, likely: both add: one each"))
    #expect(long.kind == "add/add" && long.rule == "imports" && long.certainty == "likely")
    #expect(long.reason == "both add: one each")
    let several = try #require(RecordedDecision("a: content, imports, version, certain"))
    #expect(several.rule == "imports, version" && several.certainty == "certain")
    let bare = try #require(RecordedDecision("a: content"))
    #expect(bare.kind == "content" && bare.rule.isEmpty)
  }

  @Test func `A path may hold what separates the parts`() throws {
    let decision = try #require(RecordedDecision("a: b, c: d: modify/delete, owner, certain: its lane: web"))
    #expect(decision.path == "a: b, c: d" && decision.kind == "modify/delete")
    #expect(decision.rule == "owner" && decision.reason == "its lane: web")
    let unknown = try #require(RecordedDecision("a: new kind, rule, ask: why"))
    #expect(unknown.path == "a" && unknown.kind == "new kind" && unknown.certainty == "ask")
  }

  @Test(arguments: ["", "a", "a:b", "no decision: at all"])
  func `What is no decision is none`(text: String) {
    #expect(RecordedDecision(text) == nil)
  }
}
