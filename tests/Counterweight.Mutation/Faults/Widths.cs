namespace Counterweight.Mutation.Faults;

/// <summary>Settings under which code for narrower registers runs.</summary>
internal static class Widths
{
    public const string Of256 = "DOTNET_EnableAVX512=0";

    public const string Of128 = "DOTNET_EnableAVX512=0 DOTNET_EnableAVX2=0";
}
