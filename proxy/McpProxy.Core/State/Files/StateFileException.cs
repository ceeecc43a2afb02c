namespace McpProxy.State.Files;

/// <summary>The state file cannot be used, and an operator must decide what is to be done. The message says why and what.</summary>
internal sealed class StateFileException(string message) : Exception(message);
