import Foundation

/// A repository made of random but repeatable content.
struct GeneratedRepository {
  let folder: String
  let branches: [String]

  /// - Parameters:
  ///   - files: how many files the base has, 100 a folder.
  ///   - branches: how many branches are made.
  ///   - changes: how many files each branch changes.
  ///   - hot: how many files of the repository many branches change.
  ///   - forks: how many different commits of main the branches start at.
  init(in root: String, files: Int, branches count: Int, changes: Int, hot: Int, forks: Int, seed: UInt64)
    throws
  {
    folder = root
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    try git("init", "-q", "-b", "main", ".", in: root)
    var random = SplitMix(state: seed)
    var stream = FastImport()
    var texts = (0..<files).map { FileText(number: $0, lines: 40 + Int(random.next() % 160)) }
    stream.commit("main", changes: texts.map { ($0.path, $0.text) })
    var starts: [(fork: Int, texts: [FileText])] = [(0, texts)]
    for fork in 1..<max(forks, 2) {
      var edits: [(String, String)] = []
      for _ in 0..<5 {
        let index = Int(random.next() % UInt64(files))
        texts[index].edit(by: "main \(fork)", at: random.next())
        edits.append((texts[index].path, texts[index].text))
      }
      stream.commit("main", changes: edits)
      starts.append((fork, texts))
    }
    var names: [String] = []
    for number in 0..<count {
      let start = starts[number * forks / count]
      var edits: [String: String] = [:]
      for change in 0..<changes {
        let isHot = change < changes / 5
        let index = Int(random.next() % UInt64(isHot ? hot : files))
        var text = start.texts[index]
        text.edit(by: "branch \(number)", at: random.next())
        edits[text.path] = text.text
      }
      let name = "lane/b\(number)"
      stream.commit(name, from: stream.mainMarks[start.fork], changes: edits.sorted { $0.key < $1.key })
      names.append(name)
    }
    try git("fast-import", "--quiet", in: root, input: stream.data)
    try git("reset", "-q", "--hard", "main", in: root)
    branches = names
  }
}

/// A file with numbered lines.
struct FileText {
  let path: String
  private var lines: [String]

  init(number: Int, lines count: Int) {
    path = "src/part\(number / 100)/file\(number).txt"
    lines = (0..<count).map { "line \($0) of file \(number)" }
  }

  var text: String { lines.joined(separator: "\n") + "\n" }

  mutating func edit(by name: String, at place: UInt64) {
    lines[Int(place % UInt64(lines.count))] += ", changed by \(name)"
  }
}

/// Writes a stream for `git fast-import`.
struct FastImport {
  private(set) var data = Data()
  private(set) var mainMarks: [Int] = []
  private var mark = 0
  private var time = 1_700_000_000

  mutating func commit(_ branch: String, from parent: Int? = nil, changes: [(String, String)]) {
    mark += 1
    time += 60
    if branch == "main" { mainMarks.append(mark) }
    let message = "commit \(mark)\n"
    data.append(Data("commit refs/heads/\(branch)\nmark :\(mark)\n".utf8))
    data.append(
      Data("committer Bench <bench@example.com> \(time) +0000\ndata \(message.utf8.count)\n\(message)".utf8))
    if let parent { data.append(Data("from :\(parent)\n".utf8)) }
    for (path, text) in changes {
      data.append(Data("M 100644 inline \(path)\ndata \(text.utf8.count)\n\(text)\n".utf8))
    }
    data.append(Data("\n".utf8))
  }
}

/// SplitMix64: G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number generators", 2014.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }
}
