import Testing

@testable import Git

@Suite("Settings from the command line of git")
struct ProcessConfigurationTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let text: String
    let pairs: [[String]]
    var testDescription: String { text }
  }

  static let cases = [
    Case(text: "", pairs: []),
    Case(text: "'a.b'='c'", pairs: [["a.b", "c"]]),
    Case(text: #"'user.name'='O'\''Brien' 'a.b'='x'"#, pairs: [["user.name", "O'Brien"], ["a.b", "x"]]),
    Case(text: "'core.foo'=", pairs: [["core.foo", "true"]]),
    Case(text: "'c.d'='' 'e.f'='g h'", pairs: [["c.d", ""], ["e.f", "g h"]]),
    Case(text: "'a.b=c=d' 'e.f'", pairs: [["a.b", "c=d"], ["e.f", "true"]]),
    Case(text: "'a.b'='c=d'", pairs: [["a.b", "c=d"]]),
  ]

  @Test("What git -c hands down is read as git reads it", arguments: cases)
  func parametersAreRead(_ example: Case) {
    #expect(ProcessConfiguration.pairs(in: example.text).map { [$0.0, $0.1] } == example.pairs)
  }
}
