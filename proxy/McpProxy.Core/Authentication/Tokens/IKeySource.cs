namespace McpProxy.Authentication.Tokens;

/// <summary>Where the keys of an issuer come from.</summary>
internal interface IKeySource
{
    /// <summary>The keys. Those who wait share one look at the issuer.</summary>
    /// <param name="isEnough">Whether keys already there will do; if not, the issuer may be asked for newer ones.</param>
    /// <param name="cancellationToken">Who asks does not want to know any more.</param>
    /// <returns>The keys, also when they are not enough; null when there are none, and none can be had at the moment.</returns>
    ValueTask<KeySet?> GetAsync(Func<KeySet, bool> isEnough, CancellationToken cancellationToken);
}
