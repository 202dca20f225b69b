#!/usr/bin/env python3
"""Writes the fixtures of the parity tests: updates of actor-critics and of behaviour cloning in plain PyTorch.

Run with Debian's python3-torch:  /usr/bin/python3 learning/src/test/python/parity_fixtures.py
Each file holds what an update starts from, what it is given, and the losses that PyTorch had in five updates.
"""
import json
import math
import pathlib
import struct

import numpy as np
import torch
import torch.nn.functional as F

OUT = pathlib.Path(__file__).parent.parent / "resources" / "parity"
OBSERVATION, ACTION, HIDDEN, BATCH, UPDATES = 6, 3, 32, 16, 5
RATE, TEMPERATURE_RATE, TAU = 1e-2, 1e-2, 0.05


def write(name, tensors):
    """The safetensors format."""
    header, data, offset = {}, [], 0
    for key in sorted(tensors):
        array = np.ascontiguousarray(tensors[key], dtype="<f4")
        header[key] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [offset, offset + array.nbytes]}
        offset += array.nbytes
        data.append(array.tobytes())
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / (name + ".safetensors")).write_bytes(struct.pack("<Q", len(text)) + text + b"".join(data))


def flat(parameters):
    return torch.cat([p.detach().flatten() for p in parameters]).numpy().copy()


def layers(inputs, outputs, norm, heads=None):
    """w0 b0 [g0 s0] w1 ... as ParameterLayout lists them; nothing starts at 0 or 1, so nothing can hide."""
    lead = [] if heads is None else [heads]
    vector = [] if heads is None else [heads, 1]
    parameters, width = [], inputs
    for _ in range(2):
        parameters.append(torch.randn(*lead, width, HIDDEN) / math.sqrt(width))
        parameters.append(0.1 * torch.randn(*vector, HIDDEN))
        if norm:
            parameters.append(1 + 0.1 * torch.randn(*vector, HIDDEN))
            parameters.append(0.1 * torch.randn(*vector, HIDDEN))
        width = HIDDEN
    parameters.append(0.3 * torch.randn(*lead, width, outputs) / math.sqrt(width))
    parameters.append(0.1 * torch.randn(*vector, outputs))
    return [p.requires_grad_() for p in parameters]


def mlp(parameters, x, norm, activation):
    p = list(parameters)
    for _ in range(2):
        x = x @ p.pop(0) + p.pop(0)
        if norm:
            x = F.layer_norm(x, (HIDDEN,)) * p.pop(0) + p.pop(0)
        x = activation(x)
    return x @ p.pop(0) + p.pop(0)


class ActorCritic:
    def __init__(self, heads, entropy_backup, actor_norm, activation, residual_scale=0.0, decay=0.0, max_norm=0.0):
        self.heads, self.backup, self.actor_norm, self.activation = heads, entropy_backup, actor_norm, activation
        self.scale, self.max_norm = residual_scale, max_norm
        outputs = ACTION if residual_scale else 2 * ACTION
        self.actor = layers(OBSERVATION + (ACTION if residual_scale else 0), outputs, actor_norm)
        self.critic = layers(OBSERVATION + ACTION, 1, True, heads)
        self.target = [p.detach() + 0.05 * torch.randn_like(p) for p in self.critic]
        self.log_alpha = torch.tensor([math.log(0.2)], requires_grad=True)
        kind = torch.optim.AdamW if decay else torch.optim.Adam
        self.actor_adam = kind(self.actor, lr=RATE, weight_decay=decay)
        self.critic_adam = kind(self.critic, lr=RATE, weight_decay=decay)
        self.alpha_adam = torch.optim.Adam([self.log_alpha], lr=TEMPERATURE_RATE)

    def act(self, observation, base, noise):
        if self.scale:
            own = torch.tanh(mlp(self.actor, torch.cat([observation, base], -1), self.actor_norm, self.activation))
            action = base + self.scale * own + (0.1 * noise).clamp(-0.15, 0.15)
            clamped = action.clamp(-1, 1)
            return action + (clamped - action).detach(), torch.zeros(len(noise), 1)
        mean, log_std = mlp(self.actor, observation, self.actor_norm, self.activation).chunk(2, -1)
        normal = torch.distributions.Normal(mean, log_std.clamp(-1.0, 0.5).exp())
        u = mean + normal.scale * noise
        slope = torch.log1p(-torch.tanh(u) ** 2)
        return torch.tanh(u), (normal.log_prob(u) - slope).sum(-1, keepdim=True)

    def step(self, loss, parameters, optimiser):
        optimiser.zero_grad()
        for p, g in zip(parameters, torch.autograd.grad(loss, parameters)):
            p.grad = g
        if self.max_norm:
            torch.nn.utils.clip_grad_norm_(parameters, self.max_norm)
        optimiser.step()

    def critic_update(self, b):
        with torch.no_grad():
            next_action, log_pi = self.act(b["next_observations"], b["next_base_actions"], b["next_noise"])
            x = torch.cat([b["next_observations"], next_action], -1)
            value = torch.min(
                torch.stack([mlp([p[h] for p in self.target], x, True, self.activation) for h in b["heads"]]), 0)[0]
            if self.backup:
                value = value - self.log_alpha.exp() * log_pi
            goal = b["rewards"] + b["discounts"] * value
        x = torch.cat([b["observations"], b["actions"]], -1)
        loss = torch.stack(
            [F.mse_loss(mlp([p[h] for p in self.critic], x, True, self.activation), goal)
             for h in range(self.heads)]).mean()
        self.step(loss, self.critic, self.critic_adam)
        with torch.no_grad():
            for t, p in zip(self.target, self.critic):
                t.mul_(1 - TAU).add_(TAU * p)
        return loss.item()

    def actor_update(self, b):
        action, log_pi = self.act(b["observations"], b["base_actions"], b["noise"])
        x = torch.cat([b["observations"], action], -1)
        value = torch.stack(
            [mlp([p[h] for p in self.critic], x, True, self.activation) for h in range(self.heads)]).mean(0)
        alpha = self.log_alpha.exp()
        loss = -value.mean() if self.scale else (alpha.detach() * log_pi - value).mean()
        self.step(loss, self.actor, self.actor_adam)
        if self.scale:
            return loss.item(), 0.0
        entropy = -log_pi.detach().mean()
        alpha_loss = (self.log_alpha.exp() * (entropy + ACTION / 2)).sum()
        self.alpha_adam.zero_grad()
        alpha_loss.backward()
        self.alpha_adam.step()
        return loss.item(), alpha_loss.item()


def batch(heads):
    return {
        "observations": torch.randn(BATCH, OBSERVATION),
        "actions": torch.rand(BATCH, ACTION) * 2 - 1,
        "rewards": torch.randn(BATCH, 1),
        "discounts": 0.97 * (torch.rand(BATCH, 1) > 0.2).float(),
        "next_observations": torch.randn(BATCH, OBSERVATION),
        "base_actions": torch.rand(BATCH, ACTION) * 2.2 - 1.1,
        "next_base_actions": torch.rand(BATCH, ACTION) * 2.2 - 1.1,
        "next_noise": torch.randn(BATCH, ACTION),
        "noise": torch.randn(BATCH, ACTION),
        "heads": sorted(np.random.choice(heads, 2, replace=False).tolist()),
    }


def actor_critic(name, **how):
    learner = ActorCritic(**how)
    tensors = {
        "actor": flat(learner.actor),
        "critic": flat(learner.critic),
        "target": flat(learner.target),
        "log_temperature": flat([learner.log_alpha]),
    }
    losses = []
    for update in range(UPDATES):
        b = batch(learner.heads)
        for key, value in b.items():
            tensors[f"{update}.{key}"] = np.asarray(value)
        losses.append([learner.critic_update(b), *learner.actor_update(b)])
    tensors["losses"] = np.array(losses)
    tensors["actor_after"] = flat(learner.actor)
    tensors["target_after"] = flat(learner.target)
    write(name, tensors)
    print(name, np.array(losses))


def cloning(name, gaussian):
    parameters = layers(OBSERVATION, 2 * ACTION if gaussian else ACTION, True)
    tensors = {"network": flat(parameters)}
    adam = torch.optim.AdamW(parameters, lr=RATE, weight_decay=0.1)
    losses = []
    for update in range(UPDATES):
        observations, actions = torch.randn(BATCH, OBSERVATION), torch.rand(BATCH, ACTION) * 2 - 1
        tensors[f"{update}.observations"], tensors[f"{update}.actions"] = observations, actions
        output = mlp(parameters, observations, True, torch.relu)
        if gaussian:
            mean, log_std = output.chunk(2, -1)
            loss = -torch.distributions.Normal(mean, log_std.clamp(-5, 1).exp()).log_prob(actions).mean()
        else:
            loss = F.mse_loss(output, actions)
        adam.zero_grad()
        loss.backward()
        adam.step()
        losses.append(loss.item())
    tensors["losses"] = np.array(losses)
    write(name, tensors)
    print(name, losses)


if __name__ == "__main__":
    torch.manual_seed(1)
    np.random.seed(1)
    torch.set_num_threads(1)
    actor_critic("two-critics", heads=2, entropy_backup=True, actor_norm=True, activation=torch.tanh)
    actor_critic("ten-critics", heads=10, entropy_backup=False, actor_norm=False, activation=torch.relu)
    actor_critic("residual", heads=4, entropy_backup=False, actor_norm=True, activation=torch.relu,
                 residual_scale=0.2, decay=0.1, max_norm=0.5)
    cloning("regression", gaussian=False)
    cloning("likelihood", gaussian=True)
