namespace AdsSimulator.Access;

/// <summary>What an endpoint of the Ads API wants besides a token and its client id.</summary>
internal enum AccessRule
{
    /// <summary>No profile: the endpoint tells which there are.</summary>
    Unscoped,

    /// <summary>A profile of the account, or none.</summary>
    OptionalProfile,

    /// <summary>A profile of the account.</summary>
    Profile,

    /// <summary>An advertiser of the account with its marketplace. A profile is not needed.</summary>
    Advertiser,
}
