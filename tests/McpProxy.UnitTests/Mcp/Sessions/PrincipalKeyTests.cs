using System.Security.Claims;
using McpProxy.Mcp.Sessions;

namespace McpProxy.UnitTests.Mcp.Sessions;

public sealed class PrincipalKeyTests
{
    [Fact]
    public void Of_NotAuthenticated_IsEmpty()
    {
        Assert.Equal("", PrincipalKey.Of(new ClaimsPrincipal()));
        Assert.Equal("", PrincipalKey.Of(new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", "alice")]))));
    }

    [Fact]
    public void Of_SameSubject_IsTheSame() => Assert.Equal(PrincipalKey.Of(User(("sub", "a"), ("iss", "i"))), PrincipalKey.Of(User(("iss", "i"), ("sub", "a"), ("more", "x"))));

    [Fact]
    public void Of_DifferentCallers_AllDiffer()
    {
        ClaimsPrincipal[] callers =
        [
            User(("sub", "a"), ("iss", "i")),
            User(("sub", "a"), ("iss", "j")),
            User(("sub", "b"), ("iss", "i")),
            User(("sub", "a")),
            User((ClaimTypes.Name, "a")),
            User((ClaimTypes.Name, "b")),
            User(),
            new(),
        ];

        Assert.Equal(callers.Length, callers.Select(PrincipalKey.Of).Distinct().Count());
    }

    private static ClaimsPrincipal User(params (string Type, string Value)[] claims) =>
        new(new ClaimsIdentity(claims.Select(c => new Claim(c.Type, c.Value)), "test"));
}
