/// Whether a file is made by a program from others, so that merging its text is of no use.
///
/// - Parameters:
///   - path: the file's path.
///   - text: its content, of which the first lines count.
func isGenerated(_ path: [UInt8], _ text: [UInt8]) -> Bool {
  let name = String(decoding: fileName(of: path).map(lowercase), as: UTF8.self)
  if generatedNames.contains(name) || generatedEndings.contains(where: name.hasSuffix) { return true }
  let head = text.prefix(2000)
  var lines = 0
  let firstLines = head.prefix { byte in
    lines += byte == 0x0A ? 1 : 0
    return lines < 5
  }
  return generatedMarks.contains { contains(firstLines, Array($0.utf8)) }
}

/// Lock files whose names say nothing.
private let generatedNames: Set<String> = [
  "package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "package.resolved", "flake.lock",
]

private let generatedEndings = [".lock", ".min.js", ".min.css", ".js.map", ".css.map", ".lockfile", ".pb.go"]

/// What programs write at the top of files that they make.
private let generatedMarks = ["@generated", "DO NOT EDIT", "Do not edit by hand"]

/// What stands behind the last `/` of a path.
func fileName(of path: [UInt8]) -> ArraySlice<UInt8> {
  path[(path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0)...]
}

private func lowercase(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte + 0x20 : byte }

private func contains(_ text: ArraySlice<UInt8>, _ word: [UInt8]) -> Bool {
  guard text.count >= word.count else { return false }
  return (text.startIndex...text.endIndex - word.count).contains {
    text[$0..<$0 + word.count].elementsEqual(word)
  }
}
