#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why output could not be written.
enum WriteError: Error, Hashable {
  /// The reader is gone, as after `| head`: there is nothing to report and nobody to report it to.
  case closedPipe
  /// The system's error number.
  case failed(Int32)

  /// The reason for a message.
  var reason: String {
    switch self {
    case .closedPipe: "nobody reads the output any more"
    case .failed(let code): "cannot write the output: \(String(cString: strerror(code)))"
    }
  }
}
