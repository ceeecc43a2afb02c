namespace McpProxy.State.Files;

/// <summary>Takes the changes of a file, one after the other.</summary>
internal delegate void StateChangeReader(StateChange change);
