namespace McpProxy.Plugins.Credentials.OAuth.Flows;

/// <summary>A flow that waits for its callback.</summary>
/// <param name="Id">The id under which it is kept.</param>
/// <param name="Version">Its version in the store.</param>
/// <param name="Entry">What is kept of it.</param>
internal sealed record FlowState(string Id, long Version, FlowEntry Entry)
{
    /// <summary>Says nothing of the id, which finds the flow.</summary>
    public override string ToString() => $"{Entry}, version {Version}";
}
