namespace McpProxy.Credentials;

/// <summary>A flow that has begun.</summary>
/// <param name="Url">Where the person is to go.</param>
/// <param name="ExpiresIn">How long the person may take.</param>
public sealed record AuthorizationStart(Uri Url, TimeSpan ExpiresIn)
{
    /// <summary>Says nothing of the query: whoever has the state can end the flow.</summary>
    public override string ToString() => $"AuthorizationStart at {Url.GetLeftPart(UriPartial.Path)}, expires in {ExpiresIn}";
}
