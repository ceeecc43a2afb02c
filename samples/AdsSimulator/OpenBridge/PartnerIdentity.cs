namespace AdsSimulator.OpenBridge;

/// <summary>A remote identity of a partner.</summary>
/// <param name="Id">Its id, for example <c>4711023</c>.</param>
/// <param name="Type">Id of the remote identity type: <see cref="AmazonAds"/>, or another that has no advertising token.</param>
/// <param name="Name">What a user sees.</param>
/// <param name="Region"><c>na</c>, <c>eu</c> or <c>fe</c>.</param>
/// <param name="ApplicationId">The application whose <see cref="ClientId"/> the identity uses.</param>
/// <param name="Account">The name of its advertiser in calls and profiles: the key of the refresh token, a slash and the id.</param>
/// <param name="ClientId">The Login with Amazon client id.</param>
/// <param name="ProfileIds">The profiles that <c>/v2/profiles</c> lists for its tokens, when the Ads API demands tokens. The first is its <c>profile_id</c>.</param>
public sealed record PartnerIdentity(string Id, string Type, string Name, string Region, string ApplicationId, string Account, string ClientId, IReadOnlyList<long> ProfileIds)
{
    /// <summary>The remote identity type of Amazon Ads.</summary>
    public const string AmazonAds = "14";
}
