namespace AdsSimulator.Control;

/// <summary>How often an endpoint was asked with a credential.</summary>
internal sealed record CallCount(string Endpoint, string Credential, long Count);
