namespace AdsSimulator.Access;

/// <summary>A request that the Ads API refuses; <see cref="AccessMiddleware"/> answers it.</summary>
internal sealed class AccessException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;

    public static AccessException Unauthorized(string message) => new(StatusCodes.Status401Unauthorized, message);

    public static AccessException Forbidden(string message) => new(StatusCodes.Status403Forbidden, message);
}
