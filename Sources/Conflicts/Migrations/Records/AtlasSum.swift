/// Atlas's `atlas.sum`: a running sum over the folder's SQL files, so that each change alters every later line.
///
/// https://github.com/ariga/atlas/blob/master/sql/migrate/dir.go (HashFile)
enum AtlasSum {
  /// The file's text.
  ///
  /// - Parameter files: the SQL files of the folder in the order of their names.
  static func text(of files: [(name: [UInt8], bytes: [UInt8])]) -> [UInt8] {
    var running = SHA256()
    var whole = SHA256()
    var lines: [UInt8] = []
    for file in files {
      running.update(file.name)
      if file.bytes.contains(text: "-- atlas:sum ignore") { continue }
      running.update(file.bytes)
      let sum = base64(running.digest)
      whole.update(file.name + sum)
      lines += file.name + Array(" h1:".utf8) + sum + [0x0A]
    }
    return Array("h1:".utf8) + base64(whole.digest) + [0x0A] + lines
  }
}
