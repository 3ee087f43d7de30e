import Testing

@testable import git_fanin

@Suite struct TerminalTests {
  private func terminal(
    _ environment: [String: String], isTerminal: Bool = true, systemWidth: Int? = nil,
    color: ColorChoice = .auto
  ) -> Terminal {
    Terminal(isTerminal: isTerminal, systemWidth: systemWidth, color: color) { environment[$0] }
  }

  @Test func `Colour needs a terminal that can`() {
    #expect(terminal(["TERM": "xterm"]).style.isOn)
    #expect(!terminal(["TERM": "dumb"]).style.isOn)
    #expect(!terminal([:]).style.isOn)
    #expect(!terminal(["TERM": "xterm"], isTerminal: false).style.isOn)
  }

  @Test func `NO_COLOR counts when it is not empty`() {
    #expect(!terminal(["TERM": "xterm", "NO_COLOR": "1"]).style.isOn)
    #expect(terminal(["TERM": "xterm", "NO_COLOR": ""]).style.isOn)
  }

  @Test func `The option wins over everything`() {
    #expect(terminal(["NO_COLOR": "1", "TERM": "dumb"], isTerminal: false, color: .always).style.isOn)
    #expect(!terminal(["TERM": "xterm"], color: .never).style.isOn)
  }

  @Test(
    arguments: [
      (nil, nil, 80), ("120", 100, 120), (nil, 100, 100), ("0", 100, 100), ("wide", nil, 80), ("3", nil, 20),
      (nil, 0, 80), ("99999999", nil, 1000),
    ] as [(String?, Int?, Int)])
  func `Width is that of COLUMNS, else of the system, else 80`(columns: String?, system: Int?, expected: Int)
  {
    let environment = columns.map { ["COLUMNS": $0] } ?? [:]
    #expect(terminal(environment, systemWidth: system).width == expected)
  }

  @Test func `Styles yield plain text when they are off`() {
    #expect(Style.plain.red("x") == "x")
    #expect(Style(isOn: true).red("x") == "\u{1b}[31mx\u{1b}[0m")
    #expect(Style(isOn: true).bold("") == "")
  }

  @Test func `Messages name the program and the place and are safe`() {
    let diagnostic = Diagnostic(
      code: "plan", message: "no lane \u{1b}[2J", hints: ["one", "two"], path: [0x61, 0xFF], line: 3)
    #expect(
      diagnostic.text() == "git-fanin: error: a\\xff:3: no lane \\x1b[2J\nhint: one\nhint: two\n")
    let warning = Diagnostic(level: .warning, code: "x", message: "careful")
    #expect(warning.text() == "git-fanin: warning: careful\n")
  }
}
