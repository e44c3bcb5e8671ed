using System.Reflection;
using PublicApiGenerator;
using Xunit;

namespace Counterweight.Tests.PublicApi;

/// <summary>The public surface of a package as a text, which lies beside its tests.</summary>
/// <param name="assembly">The package's own assembly.</param>
internal sealed class ApprovedSurface(Assembly assembly)
{
    private string Approved
    {
        get
        {
            var name = assembly.GetName().Name!;
            return Path.Combine(SourceTree.Root, "tests", $"{name}.Tests", "PublicApi", $"{name}.approved.txt");
        }
    }

    private string Surface => assembly.GeneratePublicApi(new() { IncludeAssemblyAttributes = false, ExcludeAttributes = ["System.Diagnostics.DebuggerDisplayAttribute"] }).ReplaceLineEndings("\n") + "\n";

    /// <summary>Fails where the surface is another, or where a type that is not the compiler's own lies in a namespace that others may have.</summary>
    /// <remarks>Internal types count: a type of the user's own that has the name of their namespace is a warning (CS0437).</remarks>
    public void Check()
    {
        Assert.Equal(File.ReadAllText(Approved), Surface);
        string?[] roots = [.. assembly.GetTypes().Where(type => !type.FullName!.Contains('<', StringComparison.Ordinal)).Select(type => type.Namespace?.Split('.')[0]).Distinct(StringComparer.Ordinal)];
        Assert.Subset(new HashSet<string?>(StringComparer.Ordinal) { nameof(Counterweight), nameof(System), nameof(Microsoft) }, new HashSet<string?>(roots, StringComparer.Ordinal));
    }

    /// <summary>Takes the surface as it is for the approved one.</summary>
    public void Write() => File.WriteAllText(Approved, Surface);
}
