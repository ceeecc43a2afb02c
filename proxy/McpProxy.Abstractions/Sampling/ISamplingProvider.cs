namespace McpProxy;

/// <summary>
/// A model that answers <c>sampling/createMessage</c> for clients which cannot. Register implementations in the services;
/// they are asked after those of <c>Mcp:Sampling:Providers</c>. Used by many calls at the same time.
/// </summary>
public interface ISamplingProvider
{
    /// <summary>Its name in messages and logs.</summary>
    string Name { get; }

    /// <summary>The models it has, the usual one first. Never empty.</summary>
    IReadOnlyList<string> Models { get; }

    /// <summary>Whether it has what the preferences ask for. A provider that says no may still be asked when all say no.</summary>
    bool CanHandle(SamplingPreferences preferences);

    /// <summary>Makes one message.</summary>
    /// <param name="request">What to answer.</param>
    /// <param name="cancellationToken">The caller left, or the call's time is over.</param>
    /// <exception cref="SamplingException">It could not; the error is shown to the caller.</exception>
    ValueTask<SamplingAnswer> CreateMessageAsync(SamplingRequest request, CancellationToken cancellationToken);
}
