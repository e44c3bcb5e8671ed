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

    /// <summary>Fails where the surface is another.</summary>
    public void Check() => Assert.Equal(File.ReadAllText(Approved), Surface);

    /// <summary>Takes the surface as it is for the approved one.</summary>
    public void Write() => File.WriteAllText(Approved, Surface);
}
