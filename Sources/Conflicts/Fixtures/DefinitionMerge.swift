import Merging
import Outlines

/// Merges a Python file by its statements, where both sides only inserted some of their own.
///
/// Two lanes that both append a fixture conflict for git, and the conflict holds only what differs: the line
/// `@pytest.fixture` is common to both and stands once, outside of it. Here a whole statement of the module, with its
/// decorators and the comments above it, is what a line is to git, so that both functions come out whole, ours first.
///
/// - Parameters:
///   - base: the common ancestor's text; empty if both sides added the file.
///   - ours: our text.
///   - theirs: their text.
/// - Returns: nil where both changed one statement, both define one name, or a text is no Python.
/// - Complexity: that of `mergeText`.
public func mergeDefinitions(base: [UInt8], ours: [UInt8], theirs: [UInt8]) -> [UInt8]? {
  var statements = PythonStatements()
  guard let base = statements.add(base), let ours = statements.add(ours), let theirs = statements.add(theirs)
  else {
    return nil
  }
  let merged = mergeText(base: base, ours: ours, theirs: theirs)
  guard merged.conflicts.allSatisfy({ $0.base.isEmpty }) else { return nil }
  var order: [Int] = []
  var mine: Set<[UInt8]>?
  for line in SourceText(merged.bytes).lines {
    if line.first == UInt8(ascii: "<") { mine = [] }
    guard let number = statements.number(line) else {
      if line.first == UInt8(ascii: ">") { mine = nil }
      continue
    }
    order.append(number)
  }
  let names = order.flatMap { statements.defined[$0] }
  let mostBefore = max(statements.mostDefinitions(ours), statements.mostDefinitions(theirs))
  guard statements.mostEqual(names) <= mostBefore, mine == nil else { return nil }
  return statements.text(order)
}

extension SourceText {
  fileprivate var lines: [ArraySlice<UInt8>] { (0..<lineCount).map { line($0) } }
}

/// The statements of modules, each with a number that stands for it as a line of a text.
private struct PythonStatements {
  /// Each statement with the comments and blank lines above it.
  private var texts: [[UInt8]] = []
  /// The functions and classes that each defines.
  private(set) var defined: [[[UInt8]]] = []
  private var numbers: [[UInt8]: Int] = [:]

  /// Cuts a text into statements.
  ///
  /// - Returns: a line with its number for each; nil if the text is no Python.
  mutating func add(_ bytes: [UInt8]) -> [UInt8]? {
    let module = PythonModule(bytes)
    guard module.isTrusted else { return nil }
    var result: [UInt8] = []
    var definitions = module.definitions.filter { $0.outer == 0 }[...]
    for range in module.statementRanges {
      let own = definitions.prefix { module.tokens[$0.nameToken].start < range.upperBound }
      definitions = definitions[own.endIndex...]
      var text = Array(bytes[range])
      if text.last != 0x0A { text.append(0x0A) }
      let start = text.firstIndex { $0 != 0x0A && $0 != 0x0D } ?? text.endIndex
      let key = Array(text[start...])
      if key.isEmpty { continue }
      let number = numbers[key] ?? texts.count
      if number == texts.count {
        numbers[key] = number
        texts.append(text)
        defined.append(own.map { Array(module.text($0.nameToken)) })
      } else if text.count > texts[number].count {
        texts[number] = text
      }
      result += Array("s\(number)\n".utf8)
    }
    return result
  }

  /// The statement that a line stands for; nil for a conflict's marker.
  func number(_ line: ArraySlice<UInt8>) -> Int? {
    guard line.first == UInt8(ascii: "s") else { return nil }
    return Int(String(decoding: line.dropFirst().dropLast(), as: UTF8.self)).flatMap {
      texts.indices.contains($0) ? $0 : nil
    }
  }

  /// How often the most frequent name occurs.
  func mostEqual(_ names: [[UInt8]]) -> Int {
    var counts: [[UInt8]: Int] = [:]
    for name in names { counts[name, default: 0] += 1 }
    return max(1, counts.values.max() ?? 0)
  }

  /// How often the most frequent name is defined in a text of numbers.
  func mostDefinitions(_ text: [UInt8]) -> Int {
    mostEqual(SourceText(text).lines.compactMap { number($0) }.flatMap { defined[$0] })
  }

  func text(_ order: [Int]) -> [UInt8] {
    var result: [UInt8] = []
    for number in order {
      let text = texts[number]
      let isSpaced = text.first == 0x0A || text.first == 0x0D
      if result.isEmpty, isSpaced {
        result += text[(text.firstIndex { $0 != 0x0A && $0 != 0x0D } ?? 0)...]
      } else {
        if !isSpaced, !result.isEmpty, !defined[number].isEmpty { result += [0x0A, 0x0A] }
        result += text
      }
    }
    return result
  }
}
