namespace McpProxy.State;

/// <summary>
/// A state store cannot do what it was asked for at the moment: it cannot be reached, its disk is full, or it has no more room. Callers are told to
/// try again later, and one line is logged for each request. The message is for the log alone.
/// </summary>
/// <param name="message">What cannot be done.</param>
/// <param name="cause">Why; null when the message says all.</param>
public sealed class StateUnavailableException(string message, Exception? cause = null) : IOException(message, cause);
