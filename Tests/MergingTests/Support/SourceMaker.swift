import Merging
import TestSupport

/// Makes triples of texts that look like source files: imports, functions, lists, keys, versions.
struct SourceMaker {
  private var random: SeededGenerator

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
  }

  mutating func request() -> ResolutionRequest {
    let path = ["a.py", "a.ts", "a.json", "a.yaml", "a.md", "a.go", ".gitignore", "a.unknown"].randomElement(
      using: &random)!
    let base = (0..<Int.random(in: 0...14, using: &random)).map { _ in line() }
    return ResolutionRequest(
      base: text(base), ours: text(edited(base)), theirs: text(edited(base)), path: Array(path.utf8))
  }

  private mutating func edited(_ lines: [String]) -> [String] {
    var result: [String] = []
    for old in lines + [""] {
      if chance(0.12) { result += (0...Int.random(in: 0...3, using: &random)).map { _ in line() } }
      if chance(0.06) { continue }
      if old.isEmpty { break }
      result.append(chance(0.15) ? changed(old) : old)
    }
    return result
  }

  private mutating func changed(_ line: String) -> String {
    switch Int.random(in: 0..<5, using: &random) {
    case 0: "  " + line
    case 1: line.replacing("1", with: "2")
    case 2: line.replacing("a", with: "other")
    case 3: line + " // more"
    default: self.line()
    }
  }

  private mutating func line() -> String {
    let name = ["a", "b", "c", "run", "x1"].randomElement(using: &random)!
    let number = Int.random(in: 0...3, using: &random)
    return [
      "import \(name)", "from \(name) import x\(number), y", "import { \(name), z\(number) } from './m'",
      "def \(name)(a, b):", "    return \(name) + \(number)", "function \(name)(a) {", "}",
      "  \"\(name)\": \(number),",
      "  \"\(name)\"", "version = \"1.\(number).1\"", "- \(name) does \(number)", "", "\(name): \(number)",
      "[",
      "],", "<<<<<<< \(name)", "=======", "    call(\(name), \(number))", "\(name) \u{e9}\r", "'''",
    ].randomElement(using: &random)!
  }

  private mutating func text(_ lines: [String]) -> [UInt8] {
    var bytes = Array((lines.map { $0 + "\n" }.joined()).utf8)
    if !bytes.isEmpty && chance(0.15) { bytes.removeLast() }
    if chance(0.05) { bytes.append(contentsOf: [0xFF, 0x0A]) }
    return bytes
  }

  private mutating func chance(_ probability: Double) -> Bool {
    Double.random(in: 0..<1, using: &random) < probability
  }
}
