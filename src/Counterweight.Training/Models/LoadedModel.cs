namespace Counterweight.Training.Models;

/// <summary>What a model file held.</summary>
/// <typeparam name="TModel">The model's type.</typeparam>
/// <param name="Model">The model.</param>
/// <param name="Names">Names given when it was saved.</param>
public sealed record LoadedModel<TModel>(TModel Model, ModelNames Names)
    where TModel : class;
