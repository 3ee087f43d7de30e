import Merging
import TestSupport
import Testing

/// Random keys of data files against the same merge of dictionaries.
@Suite("Properties of merged keys")
struct KeyedPropertyTests {
  private static let formats = ["a.json", "a.yaml", "a.toml", "a.properties", "a.ini", "requirements.txt"]

  @Test(arguments: formats) func `every key is as the three-way merge of keys has it`(_ path: String) {
    let seed = SeededGenerator.seed(for: "keys of \(path)")
    var random = SeededGenerator(seed: seed)
    var settled = 0
    for number in 0..<150 {
      let base = Self.keys(using: &random)
      // Git itself puts one key twice where the sides add it at two places.
      let ours = Self.edited(base, adding: "ijkl", using: &random)
      let theirs = Self.edited(base, adding: "mnop", using: &random)
      let texts = [base, ours, theirs].map { Array(Self.text($0, path).utf8) }
      let resolved = resolveText(
        ResolutionRequest(base: texts[0], ours: texts[1], theirs: texts[2], path: Array(path.utf8)))
      let mirrored = resolveText(
        ResolutionRequest(base: texts[0], ours: texts[2], theirs: texts[1], path: Array(path.utf8)))
      #expect(resolved.isClean == mirrored.isClean, "case \(number) of seed \(seed)")
      guard resolved.isClean, resolved.decisions.contains(where: { $0.rule == "keyed" }) else { continue }
      settled += 1
      let expected = Self.merged(Self.dictionary(base), Self.dictionary(ours), Self.dictionary(theirs))
      #expect(Self.read(resolved.bytes, path) == expected, "case \(number) of seed \(seed)")
      #expect(Self.read(mirrored.bytes, path) == expected, "case \(number) of seed \(seed)")
    }
    #expect(settled > 5)
  }

  private typealias Entry = (key: String, value: Int)

  private static func keys(using random: inout SeededGenerator) -> [Entry] {
    Array("abcdefgh").shuffled(using: &random).prefix(5).map {
      (String($0), Int.random(in: 0...3, using: &random))
    }
  }

  private static func edited(_ entries: [Entry], adding names: String, using random: inout SeededGenerator)
    -> [Entry]
  {
    var entries = entries
    for _ in 0...Int.random(in: 0...2, using: &random) {
      let place = Int.random(in: 0..<entries.count, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: entries[place].value = Int.random(in: 4...9, using: &random)
      case 1 where entries.count > 2: entries.remove(at: place)
      default:
        let key = String(names.randomElement(using: &random) ?? "i")
        if !entries.contains(where: { $0.key == key }) { entries.insert((key, 1), at: place) }
      }
    }
    return entries
  }

  private static func text(_ entries: [Entry], _ path: String) -> String {
    switch path {
    case "a.json": "{\n" + entries.map { "  \"\($0.key)\": \($0.value)" }.joined(separator: ",\n") + "\n}\n"
    case "a.yaml": "top:\n" + entries.map { "  \($0.key): \($0.value)\n" }.joined() + "end: 1\n"
    case "a.properties": entries.map { "\($0.key)=\($0.value)\n" }.joined()
    case "requirements.txt": entries.map { "\($0.key)==\($0.value)\n" }.joined()
    default: "[top]\n" + entries.map { "\($0.key) = \($0.value)\n" }.joined() + "\n[end]\nz = 1\n"
    }
  }

  private static func dictionary(_ entries: [Entry]) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: entries.map { ($0.key, $0.value) })
  }

  /// The three-way merge; nil where both sides made something else of one key.
  private static func merged(
    _ base: [String: Int], _ ours: [String: Int], _ theirs: [String: Int]
  ) -> [String: Int]? {
    var result: [String: Int] = [:]
    for key in Set(base.keys).union(ours.keys).union(theirs.keys) {
      guard ours[key] == theirs[key] || base[key] == ours[key] || base[key] == theirs[key] else { return nil }
      result[key] = base[key] == ours[key] ? theirs[key] : ours[key]
    }
    return result
  }

  /// The keys of a text, each with its value; nil if it is not as such a text is written.
  private static func read(_ bytes: [UInt8], _ path: String) -> [String: Int]? {
    var result: [String: Int] = [:]
    let text = String(decoding: bytes, as: UTF8.self)
    if path == "a.json", text.contains(",\n}") { return nil }
    for line in text.split(separator: "\n") where line.contains(where: \.isNumber) {
      let parts = line.split { " \"=:,".contains($0) }
      guard parts.count == 2, let value = Int(parts[1]) else { return nil }
      if path == "a.json", line.hasSuffix(",") == text.contains("\(line)\n}") { return nil }
      if ["z", "end"].contains(parts[0]) { continue }
      guard result.updateValue(value, forKey: String(parts[0])) == nil else { return nil }
    }
    return result
  }
}
