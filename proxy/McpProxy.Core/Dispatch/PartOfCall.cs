namespace McpProxy.Dispatch;

/// <summary>A call that is part of another one: it takes no slot of its own, and runs in the context that it is told.</summary>
/// <param name="requested">The context, whose null members say nothing; null when there is nothing to say.</param>
internal sealed class PartOfCall(RequestedContext? requested)
{
    /// <summary>The exchange it ran in; null before it ran, or when it was refused before.</summary>
    public ProxyExchange? Exchange { get; private set; }

    /// <summary>Takes the exchange it is about to run in.</summary>
    public void Begin(ProxyExchange exchange)
    {
        Exchange = exchange;
        if (requested is null)
        {
            return;
        }

        exchange.Requested.Identity = requested.Identity;
        exchange.Requested.Profile = requested.Profile;
        exchange.Requested.Region = requested.Region;
        exchange.Requested.Handle = requested.Handle;
    }
}
