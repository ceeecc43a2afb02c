namespace McpProxy.Credentials;

/// <summary>How far an authorization is.</summary>
public enum AuthorizationStatus
{
    /// <summary>No flow has begun, or everything was cleared.</summary>
    NotStarted,

    /// <summary>A flow has begun; the person has not come back.</summary>
    Pending,

    /// <summary>The person did not come back in time.</summary>
    Expired,

    /// <summary>The person came back; the code is being traded for tokens.</summary>
    CallbackReceived,

    /// <summary>There are tokens.</summary>
    Active,

    /// <summary>The person or the provider refused.</summary>
    Error,
}
