import GitValues
import TestSupport
import Testing

@testable import FanIn

@Suite("Trailers")
struct TrailersTests {
  @Test(
    "Every value comes back as it was",
    arguments: [
      "plain", "", "two\nlines", #"back\slash \n \x41"#, "tab\tand bell \u{7}", "übung ✓", ": colon",
    ])
  func valuesComeBack(value: String) {
    var trailers = Trailers()
    trailers.add("Fanin-Lane", value)
    trailers.add("Fanin-Lane", "second")
    let read = Trailers(reading: "Subject\n\nBody with Fanin-Lane: not this\n\n" + trailers.text)
    #expect(read.all("Fanin-Lane") == [value, "second"])
    #expect(
      !trailers.text.dropLast().contains { $0.isNewline } || trailers.text.split(separator: "\n").count == 2)
  }

  @Test("Only the last paragraph counts")
  func onlyTheLastParagraphCounts() {
    let read = Trailers(reading: "Subject\n\nFanin-Lane: in the body\n\nOther: x\n")
    #expect(read["Fanin-Lane"] == nil)
    #expect(read["Other"] == "x")
  }
}

@Suite("Names of lanes")
struct LaneNameTests {
  init() { Isolation.begin }

  @Test("Spaces become hyphens, slashes and letters of any language stay")
  func namesBecomeReferences() throws {
    #expect(try LaneName.reference(for: "add search") == "add-search")
    #expect(try LaneName.reference(for: "web/ui") == "web/ui")
    #expect(try LaneName.reference(for: "übung") == "übung")
  }

  @Test(
    "Names that git or a file system would take amiss are refused",
    arguments: [
      "", " ", "..", "a..b", ".git", "a/.git/b", "a/../b", "/a", "a/", "a//b", "-x", "a~b", "a:b", "a.lock",
      "a\nb",
    ])
  func hostileNamesAreRefused(name: String) {
    #expect(throws: FanInError.self) { try LaneName.reference(for: name) }
  }
}

@Suite("The journal")
struct JournalTests {
  @Test("A journal comes back as it was written, and nothing else is taken for one")
  func journalsComeBack() throws {
    let a = try #require(ObjectID(hex: String(repeating: "1", count: 40)))
    let b = try #require(ObjectID(hex: String(repeating: "2", count: 40)))
    let journal = Journal(target: "refs/heads/main", before: a, after: b, previousLog: nil, log: b)
    #expect(Journal(journal.text) == journal)
    #expect(Journal("") == nil)
    #expect(Journal(String(journal.text.dropLast(60))) == nil)
  }
}
