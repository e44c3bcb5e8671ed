using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Counterweight.Mutation;

/// <summary>Loads source generators from where the SDK has them.</summary>
internal sealed class GeneratorLoader : IAnalyzerAssemblyLoader
{
    public void AddDependencyLocation(string fullPath)
    {
        // They lie side by side.
    }

    public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
}
