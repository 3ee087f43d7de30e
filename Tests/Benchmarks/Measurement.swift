import Foundation

/// What a run of processes cost.
struct Cost {
  /// Seconds of processor time of all processes, user and system.
  var processor: Double
  /// Seconds on the clock.
  var wall: Double
}

/// Runs work that starts processes and says what they cost.
func measure(_ work: () throws -> Void) rethrows -> Cost {
  let before = processorSeconds()
  let start = DispatchTime.now().uptimeNanoseconds
  try work()
  let wall = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
  return Cost(processor: processorSeconds() - before, wall: wall)
}

/// The median by processor time of several runs.
func median(of runs: Int, _ work: () throws -> Void) rethrows -> Cost {
  var costs: [Cost] = []
  for _ in 0..<runs { costs.append(try measure(work)) }
  return costs.sorted { $0.processor < $1.processor }[runs / 2]
}

/// Seconds of processor time of all children that have ended.
private func processorSeconds() -> Double {
  var usage = rusage()
  #if canImport(Darwin)
    getrusage(RUSAGE_CHILDREN, &usage)
  #else
    getrusage(RUSAGE_CHILDREN.rawValue, &usage)
  #endif
  func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
  return seconds(usage.ru_utime) + seconds(usage.ru_stime)
}

/// A process that did not do what it should.
struct ProcessFailure: Error, CustomStringConvertible {
  let description: String
}

/// Runs a program and returns what it printed.
@discardableResult
func run(
  _ program: String, _ words: [String], in folder: String, input: Data? = nil, allowed: Set<Int32> = [0]
) throws -> Data {
  let variables = [
    "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": folder,
    "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_AUTHOR_NAME": "Bench",
    "GIT_AUTHOR_EMAIL": "bench@example.com", "GIT_COMMITTER_NAME": "Bench",
    "GIT_COMMITTER_EMAIL": "bench@example.com",
  ]
  let output = folder + ".output"
  let source = input == nil ? "/dev/null" : folder + ".input"
  try input?.write(to: URL(fileURLWithPath: source))
  let status = try spawn(
    [program, "-C", folder] + words, environment: variables.map { "\($0.key)=\($0.value)" }, input: source,
    output: output)
  guard allowed.contains(status) else {
    throw ProcessFailure(description: "\(program) \(words.joined(separator: " ")) ended with \(status)")
  }
  return try Data(contentsOf: URL(fileURLWithPath: output))
}

/// Starts a program and waits for it. Foundation's `Process` costs 50 ms a call, which would be measured as well.
private func spawn(_ words: [String], environment: [String], input: String, output: String) throws -> Int32 {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
  posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
  let arguments = words.map { strdup($0) } + [nil]
  let variables = environment.map { strdup($0) } + [nil]
  defer { for text in arguments + variables { free(text) } }
  var process: pid_t = 0
  guard posix_spawn(&process, words[0], &actions, nil, arguments, variables) == 0 else {
    throw ProcessFailure(description: "cannot start \(words[0])")
  }
  var status: Int32 = 0
  while waitpid(process, &status, 0) < 0 && errno == EINTR {}
  return status & 0x7f == 0 ? status >> 8 & 0xff : 128
}

let gitProgram =
  ["/usr/bin/git", "/usr/local/bin/git", "/opt/homebrew/bin/git"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  } ?? "/usr/bin/git"

@discardableResult
func git(_ words: String..., in folder: String, input: Data? = nil, allowed: Set<Int32> = [0]) throws -> Data
{
  try run(gitProgram, words, in: folder, input: input, allowed: allowed)
}
