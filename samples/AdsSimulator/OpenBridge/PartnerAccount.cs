namespace AdsSimulator.OpenBridge;

/// <summary>What OpenBridge knows of a partner. All of it follows from the refresh token, so that a test can predict it.</summary>
/// <param name="RefreshToken">The token, <c>key:secret</c>.</param>
/// <param name="UserId">The JWT claim <c>user_id</c>.</param>
/// <param name="AccountId">The JWT claim <c>account_id</c>.</param>
/// <param name="Identities">In the order of <c>/sri</c>: the first is in <c>na</c>, the second in <c>eu</c>, the third in <c>fe</c>, and so on; the last is not one of Amazon Ads.</param>
public sealed record PartnerAccount(string RefreshToken, string UserId, string AccountId, IReadOnlyList<PartnerIdentity> Identities);
