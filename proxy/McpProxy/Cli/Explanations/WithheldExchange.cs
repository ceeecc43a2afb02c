namespace McpProxy.Host.Cli.Explanations;

/// <summary>Stands for an exchange of credentials that is not made: what it would leave for later transforms is named and not obtained.</summary>
/// <param name="name">The name of the exchange.</param>
/// <param name="items">What it leaves, beside the access token.</param>
internal sealed class WithheldExchange(string name, IReadOnlyList<string> items) : IExchangePreparation
{
    public const string Start = "<token of exchange '";

    /// <summary>Is shown to callers; a placeholder would be taken for a country.</summary>
    private const string Country = "profile_country";

    public bool ProvesCaller => true;

    public ValueTask PrepareAsync(HttpContext context, ProxyExchange exchange)
    {
        exchange.SetItem("access_token", $"{Start}{name}'>");
        foreach (var item in items.Where(i => i is not ("access_token" or Country)))
        {
            exchange.SetItem(item, $"{Start}{name}', {item}>");
        }

        return default;
    }
}
