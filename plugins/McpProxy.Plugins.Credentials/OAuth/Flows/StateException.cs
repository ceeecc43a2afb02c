namespace McpProxy.Plugins.Credentials.OAuth.Flows;

/// <summary>A state cannot be used. The message is for the log; people see no more than that it cannot.</summary>
internal sealed class StateException(string message) : Exception(message);
